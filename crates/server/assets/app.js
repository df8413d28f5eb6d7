// What pages do better with script. Every page is complete without it.

// Times are told in the reader's zone from the next page on.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split("; ").includes(`dossier-zone=${zone}`)) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `dossier-zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

// The link of the set-up has its secret behind the #, which is not sent; it goes into the form and out of the address.
const secret = document.querySelector("input[data-from-link]");
if (secret && location.hash.length > 1) {
  secret.value = location.hash.slice(1);
  secret.closest(".field").hidden = true;
  history.replaceState(null, "", location.pathname + location.search);
}

// Of tabs that do not fit, the one in use is in sight.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Menus close on Escape and when something else is clicked; one is open at a time.
const closeMenus = (but) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== but) menu.open = false;
  }
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

// A button copies the text of what it names, and says so for a moment.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 2000);
});

// Buttons open dialogs by their id; a form with method="dialog" closes them without script of ours.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-dialog]");
  if (button) document.getElementById(button.dataset.dialog).showModal();
});

// A form is sent once, unless data-many says that it may be sent again: one that brings a file.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.many !== undefined) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// The slash goes to the page's search.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.querySelector("[data-search]");
  if (event.key !== "/" || typing || !search) return;
  event.preventDefault();
  search.focus();
});
