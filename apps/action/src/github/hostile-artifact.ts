/**
 * An artifact that is not what one of our jobs uploads. From a fork it may be anything.
 * @module
 */

/** What was found, and what would be right. The text holds no name and no content of the artifact's own. */
export class HostileArtifact extends Error {
  override readonly name = "HostileArtifact";
}
