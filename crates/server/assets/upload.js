// The start with script: drop and paste, checks by the server's limits before anything is sent, progress a file, and a way on
// after a cut connection. What is sent is the form itself, so the page without script does the same.

const form = document.querySelector("form[data-upload]");
const says = form?.dataset;
const limits = { file: Number(says?.fileBytes), sum: Number(says?.requestBytes), files: Number(says?.files), text: Number(says?.textBytes) };
const told = document.getElementById("told");
const status = form?.querySelector("[data-status]");
const bars = new Map();

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};
const inputOf = (zone) => zone.querySelector("input[type=file]");
const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })
  .format(bytes >= 1048576 ? bytes / 1048576 : Math.max(bytes / 1024, 0.1)) + (bytes >= 1048576 ? " MiB" : " KiB");

// What is wrong with a file, as the server would say it.
const fault = (file, input) => {
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  if (!input.accept.split(",").includes(ending)) return says.saysKind;
  if (file.size === 0) return says.saysEmpty;
  if (file.size > limits.file) return says.saysLarge;
  return "";
};
const setFiles = (input, files) => {
  const held = new DataTransfer();
  for (const file of files) held.items.add(file);
  input.files = held.files;
  show(input);
};
const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
const kept = new WeakMap();
const add = (input, files) => {
  const before = input.multiple ? kept.get(input) ?? [] : [];
  const all = [...before, ...[...files].filter((file) => !before.some((one) => same(one, file)))];
  setFiles(input, input.multiple ? all : all.slice(-1));
};
const show = (input) => {
  const list = input.closest("[data-zone]").querySelector(".files");
  const files = [...input.files];
  kept.set(input, files);
  list.replaceChildren(...files.map((file, at) => {
    const row = make("li");
    const about = make("span", "who");
    about.append(make("b", "cut", file.name));
    const wrong = fault(file, input);
    about.append(make("span", wrong ? "fault small" : "soft small", wrong || size(file.size)));
    const remove = make("button", "btn quiet", "✕");
    remove.type = "button";
    remove.setAttribute("aria-label", `${says.saysRemove}: ${file.name}`);
    remove.addEventListener("click", () => {
      setFiles(input, files.filter((_, other) => other !== at));
      (list.querySelector("button") ?? input).focus();
    });
    const bar = make("progress");
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    bar.hidden = true;
    bar.setAttribute("aria-label", file.name);
    bars.set(file, bar);
    about.append(bar);
    row.append(about, remove);
    if (wrong) row.dataset.wrong = "";
    return row;
  }));
};

const tell = (text, again) => {
  const notice = make("div", "notice bad");
  notice.setAttribute("role", "alert");
  const inside = make("div");
  inside.append(make("p", "", text));
  if (again) {
    const button = make("button", "btn", says.saysAgain);
    button.type = "button";
    button.addEventListener("click", send);
    const row = make("div", "row");
    row.append(button);
    inside.append(row);
  }
  notice.append(inside);
  told.replaceChildren(notice);
  told.scrollIntoView({ block: "nearest" });
  notice.querySelector("button")?.focus();
};

// What keeps the form from being sent; nothing when all is well.
const check = () => {
  const cv = form.querySelector("#cv");
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files].map((file) => [file, input]));
  if (cv.files.length === 0 && form.elements.cv_text.value.trim() === "") return says.saysNone;
  if (files.length > limits.files) return says.saysMany;
  if (files.reduce((sum, [file]) => sum + file.size, 0) > limits.sum) return says.saysSum;
  for (const [file, input] of files) {
    const wrong = fault(file, input);
    if (wrong) return `${file.name}: ${wrong}`;
  }
  const bytes = (name) => new Blob([form.elements[name].value]).size;
  if (bytes("cv_text") > limits.text || bytes("job_text") > limits.text) return says.saysText;
  return "";
};

// One request holds all files in order; what has gone out tells how far each of them is.
const progress = (data, loaded, total) => {
  let sum = 0;
  for (const [, value] of data) sum += value instanceof File ? value.size : value.length;
  let gone = loaded - Math.max(total - sum, 0);
  for (const [, value] of data) {
    const length = value instanceof File ? value.size : value.length;
    const bar = value instanceof File && bars.get([...bars.keys()].find((file) => same(file, value) && bars.get(file).isConnected));
    if (bar) bar.value = Math.min(Math.max(gone, 0), length);
    gone -= length;
  }
  if (loaded >= total) status.textContent = says.saysWait;
};

let under;
const busy = (is) => {
  form.toggleAttribute("data-busy", is);
  form.setAttribute("aria-busy", String(is));
  for (const bar of form.querySelectorAll(".files progress")) bar.hidden = !is;
  const button = form.querySelector(".go button");
  button.dataset.name ??= button.textContent;
  button.textContent = is ? says.saysStop : button.dataset.name;
  if (!is) status.textContent = "";
};
const fresh = () => {
  const random = crypto.getRandomValues(new Uint8Array(16));
  form.elements.key.value = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

// The page that came back: its faults go beside our fields, where the files are still chosen.
const answered = (text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const theirs = page.getElementById("told");
  if (!theirs) {
    tell(page.querySelector("main p")?.textContent ?? says.saysDown, true);
    return "";
  }
  told.replaceChildren(...[...theirs.childNodes].map((node) => document.importNode(node, true)));
  for (const old of form.querySelectorAll("p.fault")) old.remove();
  for (const wrong of page.querySelectorAll("#start p.fault[id]")) {
    const name = wrong.id.replace(/-fault$/, "");
    const field = document.getElementById(name);
    const place = field?.closest(".field") ?? field?.closest(".zone")?.querySelector(".field") ?? told.querySelector(".notice > div") ?? told;
    place.append(document.importNode(wrong, true));
    field?.closest("details")?.setAttribute("open", "");
  }
  told.scrollIntoView({ block: "nearest" });
  return theirs.dataset.code;
};

function send() {
  if (under) return;
  const wrong = check();
  if (wrong) {
    tell(wrong, false);
    return;
  }
  told.replaceChildren();
  const data = new FormData(form);
  const request = new XMLHttpRequest();
  under = request;
  busy(true);
  const ended = () => { under = undefined; busy(false); };
  request.upload.addEventListener("progress", (event) => progress([...data], event.loaded, event.total));
  request.addEventListener("load", () => {
    if (request.status >= 200 && request.status < 300) {
      location.assign(request.responseURL);
      return;
    }
    ended();
    if (request.status >= 500) {
      tell(says.saysDown, true);
      return;
    }
    const code = answered(request.responseText);
    if (code === "idempotency.under_way") setTimeout(send, 2000);
    else if (code === "idempotency.reused") fresh();
  });
  request.addEventListener("error", () => { ended(); tell(says.saysCut, true); });
  request.addEventListener("timeout", () => { ended(); tell(says.saysCut, true); });
  request.addEventListener("abort", () => { ended(); tell(says.saysStopped, true); });
  request.open("POST", form.action);
  request.send(data);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (under) under.abort();
    else send();
  });
  for (const zone of form.querySelectorAll("[data-zone]")) {
    const input = inputOf(zone);
    show(input);
    input.addEventListener("change", () => { add(input, [...input.files]); });
    const drop = zone.querySelector(".drop") ?? zone;
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      add(input, event.dataTransfer.files);
    });
  }
  // A file that misses its zone must not take the page away.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  // Files from the clipboard go to the zone in use, else to the CVs; a text to the profile once there is a CV.
  addEventListener("paste", (event) => {
    const zone = document.activeElement?.closest("[data-zone]");
    const files = event.clipboardData?.files ?? [];
    if (files.length > 0) {
      event.preventDefault();
      add(inputOf(zone ?? form.querySelector('[data-zone="cv"]')), files);
      return;
    }
    if (event.target.closest?.("input:not([type=file]), textarea, select")) return;
    const text = event.clipboardData?.getData("text/plain").trim();
    if (!text) return;
    const hasCv = form.querySelector("#cv").files.length > 0 || form.elements.cv_text.value !== "";
    const name = zone?.dataset.zone === "job" || hasCv ? "job_text" : "cv_text";
    const area = form.elements[name];
    area.closest("details").open = true;
    area.value = text;
    area.focus();
  });
  // A page that comes back from memory has sent its key already.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      under = undefined;
      busy(false);
      fresh();
    }
  });
}
