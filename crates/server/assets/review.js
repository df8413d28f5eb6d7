// The review with script: places light up, fields save themselves, keys move. Without it every field is a form.

const state = document.getElementById("rv-state");
const source = document.querySelector(".rv-source");
const rows = [...document.querySelectorAll(".rv-field")];
const input = (row) => row.querySelector("[name=value]");
let seen = Number(state.dataset.seen);
// One edit after the other: each is made on the version that the one before has made.
let queue = Promise.resolve();
for (const row of rows) row.dataset.was = input(row).value;

const light = (row) => {
  for (const lit of source.querySelectorAll(".lit")) lit.classList.remove("lit");
  const lines = row.dataset.lines.split(" ").filter(Boolean).map((line) => document.getElementById(`line-${line}`));
  const found = lines.filter(Boolean);
  for (const line of found) line.classList.add("lit");
  if (!found.length) return;
  const [place, frame] = [found[0].getBoundingClientRect(), source.getBoundingClientRect()];
  source.scrollTo({ top: source.scrollTop + place.top - frame.top - frame.height / 3, behavior: "smooth" });
};

const patch = async (edit) => {
  state.textContent = state.dataset.saving;
  const answer = await fetch(state.dataset.url, {
    method: "PATCH",
    headers: { "Content-Type": "application/json", "If-Match": `"v${seen}"` },
    body: JSON.stringify({ edits: [edit] }),
  });
  if (answer.ok) {
    seen = (await answer.json()).version;
    for (const hidden of document.querySelectorAll("input[name=seen]")) hidden.value = seen;
    // Undoing goes back to what stood there before this edit, not to what the page was opened with.
    const undo = document.getElementById("rv-undo");
    undo.elements.to.value = seen - 1;
    undo.hidden = false;
  } else if (answer.status === 412) {
    const notice = document.getElementById("rv-stale");
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
    state.textContent = "";
  }
  return answer;
};
const send = async (row) => {
  const field = input(row);
  if (field.value === row.dataset.was) return;
  const value = field.value;
  const answer = await patch({ op: "set", field: row.elements.field.value, value });
  if (answer.ok) {
    row.dataset.was = value;
    field.removeAttribute("aria-invalid");
    const badge = row.querySelector(".badge");
    if (badge) [badge.className, badge.textContent] = ["badge met", state.dataset.person];
    state.textContent = state.dataset.saved;
  } else if (answer.status !== 412) {
    field.setAttribute("aria-invalid", "true");
    state.textContent = state.dataset.refused;
  }
};
const save = (row) => {
  if (row.dataset.saves === undefined) return;
  queue = queue.then(() => send(row)).catch(() => { state.textContent = state.dataset.refused; });
};

const move = (row, by) => {
  const next = rows[rows.indexOf(row) + by];
  if (next) input(next).focus();
};
for (const row of rows) {
  row.tabIndex = -1;
  row.addEventListener("focusin", () => light(row));
  row.addEventListener("change", () => save(row));
  row.addEventListener("submit", (event) => {
    if (row.dataset.saves === undefined) return;
    event.preventDefault();
    save(row);
  });
  row.addEventListener("keydown", (event) => {
    const field = input(row);
    const [typing, long] = [event.target === field, field.tagName === "TEXTAREA"];
    if (event.key === "Escape" && typing) {
      field.value = row.dataset.was;
      row.focus();
    } else if (event.key === "Enter" && typing && !event.shiftKey) {
      event.preventDefault();
      save(row);
      row.focus();
    } else if (event.key === "Enter" && event.target === row) {
      event.preventDefault();
      field.focus();
    } else if ((event.key === "ArrowDown" && !(typing && long)) || (event.key === "j" && event.target === row)) {
      event.preventDefault();
      move(row, 1);
      if (!typing) document.activeElement.closest(".rv-field").focus();
    } else if ((event.key === "ArrowUp" && !(typing && long)) || (event.key === "k" && event.target === row)) {
      event.preventDefault();
      move(row, -1);
      if (!typing) document.activeElement.closest(".rv-field").focus();
    }
  });
}

// From a place back to its field.
source.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const row = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!row?.matches(".rv-field")) return;
  event.preventDefault();
  input(row).focus();
});

// Entries are dragged within their section; the arrows beside them do the same without a mouse.
const arranged = async (section) => {
  const entries = [...document.querySelectorAll(".rv-entry[data-section]")].filter((one) => one.dataset.section === section);
  const answer = await patch({ op: "reorder", section, entries: entries.map((one) => one.dataset.entry) });
  if (answer.ok) location.reload();
  else if (answer.status !== 412) state.textContent = state.dataset.refused;
};
let dragged = null;
for (const entry of document.querySelectorAll(".rv-entry[data-section]")) {
  const head = entry.querySelector(".row");
  head.draggable = true;
  head.addEventListener("dragstart", () => { dragged = entry; });
  head.addEventListener("dragend", () => { dragged = null; });
  const takes = () => dragged && dragged !== entry && dragged.dataset.section === entry.dataset.section;
  entry.addEventListener("dragover", (event) => { if (takes()) event.preventDefault(); });
  entry.addEventListener("drop", (event) => {
    if (!takes()) return;
    event.preventDefault();
    const comesLater = dragged.compareDocumentPosition(entry) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (comesLater) entry.after(dragged);
    else entry.before(dragged);
    queue = queue.then(() => arranged(entry.dataset.section)).catch(() => { state.textContent = state.dataset.refused; });
  });
}
