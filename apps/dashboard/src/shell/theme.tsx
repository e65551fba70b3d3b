/**
 * Light or dark: the system's choice, until somebody makes one here.
 * @module
 */
import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

const KEY = "gramme-theme";
type Theme = "system" | "light" | "dark";
const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

/** Goes round: as the system has it, light, dark. */
export function ThemeButton(): JSX.Element {
  const [theme, setTheme] = useState<Theme>(kept);
  // before it is painted, and before whoever chose can leave the page
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = theme === "system" ? "" : theme;
    try {
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // storage may be blocked: then the choice holds while the page is open
    }
  }, [theme]);
  return (
    <button
      type="button"
      class="theme"
      title="Light or dark"
      aria-label={`Colours: ${theme}`}
      onClick={() => setTheme(NEXT[theme])}
    >
      {theme === "system" ? "◐" : theme === "light" ? "○" : "●"}
    </button>
  );
}

function kept(): Theme {
  try {
    const said = localStorage.getItem(KEY);
    return said === "light" || said === "dark" ? said : "system";
  } catch {
    return "system";
  }
}
