// The preview of a brand follows what is typed; without script there is a button for it.

const form = document.getElementById("brand");
const sheet = document.getElementById("sheet");
const figure = form.querySelector("[data-contrast]");
let waiting = 0;
let asked = null;

// Contrast of a colour against white after WCAG 2.2, rounded down.
const contrast = (colour) => {
  const part = (at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return Math.floor((1.05 / (0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05)) * 10) / 10;
};

const draw = async () => {
  asked?.abort();
  asked = new AbortController();
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch("/team/brand/preview.png", { method: "POST", body, signal: asked.signal });
    if (!answer.ok) return;
    const old = sheet.src;
    sheet.src = URL.createObjectURL(await answer.blob());
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
};

form.addEventListener("input", () => {
  const figures = contrast(form.elements.accent.value);
  figure.textContent = figures.toFixed(1);
  figure.className = `badge ${figures >= 4.5 ? "met" : "not"}`;
  clearTimeout(waiting);
  if (sheet) waiting = setTimeout(draw, 400);
});
