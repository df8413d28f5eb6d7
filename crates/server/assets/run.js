// A run that is under way: each event of the server brings the part of the page anew that tells how it stands. Where events do
// not come, the page looks by itself.

const LOOK_MS = 1500;
const away = document.createElement("p");
away.className = "notice warn";
away.setAttribute("role", "status");
let looking = false;
let wanted = false;
let source;
let timer;

const lost = (is) => {
  const live = document.getElementById("live");
  away.textContent = live.dataset.away;
  if (is) live.prepend(away);
  else away.remove();
};

// Takes the part of the page anew; a run at rest has another page.
const look = async () => {
  if (looking) {
    wanted = true;
    return;
  }
  looking = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error("no page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const live = page.getElementById("live");
    if (!live || (live.dataset.events === undefined && live.dataset.poll === undefined)) {
      source?.close();
      location.reload();
      return;
    }
    const focused = document.activeElement?.closest("form")?.getAttribute("action");
    document.getElementById("live").replaceWith(document.importNode(live, true));
    if (focused) document.querySelector(`form[action="${CSS.escape(focused)}"] button`)?.focus();
    lost(false);
  } catch {
    lost(true);
  } finally {
    looking = false;
    if (wanted) {
      wanted = false;
      look();
    }
  }
};
const poll = () => { timer ??= setInterval(look, LOOK_MS); };

const start = document.getElementById("live");
if (start?.dataset.events) {
  source = new EventSource(start.dataset.events);
  for (const kind of ["queued", "started", "step", "again", "review", "sealed", "failed", "cancelled"]) source.addEventListener(kind, look);
  source.addEventListener("open", () => lost(false));
  source.addEventListener("error", () => {
    // A stream also ends where nothing is wrong; whether the server is there, a look tells.
    look();
    if (source.readyState === EventSource.CLOSED) poll();
  });
} else if (start) {
  poll();
}
addEventListener("online", look);
