// Light or dark: as the reader's system is until the button says otherwise, and for this page only.
const theme = document.getElementById("theme");
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function colours(chosen) {
  if (chosen !== undefined) root.dataset.theme = chosen ? "dark" : "light";
  theme.setAttribute("aria-pressed", String((root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark"));
}

theme.hidden = false;
theme.addEventListener("click", () => colours(theme.getAttribute("aria-pressed") !== "true"));
dark.addEventListener("change", () => colours());
colours();
