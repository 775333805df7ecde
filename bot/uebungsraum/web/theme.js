// Light or dark before anything is painted: as chosen here before, else as the system says.
"use strict";
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("uebung-design");
  const apply = () => {
    document.documentElement.dataset.theme = chosen() ?? (system.matches ? "dark" : "light");
    document.dispatchEvent(new Event("themechange"));
  };
  window.uebungTheme = {
    get dark() { return document.documentElement.dataset.theme === "dark"; },
    toggle() {
      localStorage.setItem("uebung-design", this.dark ? "light" : "dark");
      apply();
    },
  };
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  apply();
})();
