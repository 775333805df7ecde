// Leaving the room: no link and no Action.OpenUrl is followed without showing where it leads.

const dialog = document.getElementById("verweis");
const target = document.getElementById("verweis-ziel");
const yes = document.getElementById("verweis-ja");

/** Asks before an address is opened. */
export function askToOpen(address) {
  if (!/^(https?:|mailto:)/i.test(address)) return;
  target.textContent = address;
  yes.href = address;
  dialog.showModal();
}

/** Links inside messages ask as well. */
export function watchLinks(element) {
  element.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.closest("dialog") || link.hasAttribute("download")) return;
    event.preventDefault();
    askToOpen(link.href);
  });
}

document.getElementById("verweis-nein").addEventListener("click", () => dialog.close());
yes.addEventListener("click", () => dialog.close());
