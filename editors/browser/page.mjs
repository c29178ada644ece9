// A file goes to the worker, and its report comes back as elements that scvi-lint has escaped.
// The page's own policy runs no script and takes no style but those beside it.

const MOST_BYTES = 50_000_000;

const status = document.getElementById("status");
const report = document.getElementById("report");
const drop = document.getElementById("drop");
const input = document.getElementById("file");
const worker = new Worker("worker.mjs", { type: "module" });
let asked = 0;

function say(words) {
  status.textContent = words;
}

worker.onmessage = ({ data }) => {
  if (data.ready) {
    say(`Ready: scvi-lint ${data.ready}.`);
    document.body.dataset.state = "ready";
  } else if (data.number === asked) {
    report.innerHTML = data.html ?? "";
    say(data.trouble ?? `Checked ${data.name} in ${(data.milliseconds / 1000).toFixed(1)} s.`);
    document.body.dataset.state = data.trouble ? "trouble" : "checked";
  }
};
worker.onerror = (event) => {
  say(`The linter could not be started: ${event.message ?? "this browser cannot run it"}.`);
  document.body.dataset.state = "trouble";
};

async function check(file) {
  const number = ++asked;
  if (file.size > MOST_BYTES) {
    say(`${file.name} is larger than 50 MB.`);
    return;
  }
  document.body.dataset.state = "working";
  say(`Reading ${file.name} …`);
  const bytes = await file.arrayBuffer();
  worker.postMessage({ number, name: file.name, bytes }, [bytes]);
}

input.addEventListener("change", () => {
  if (input.files.length) check(input.files[0]);
});
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
}
