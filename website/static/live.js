// Shows what the server says: every event is a list of element id → text; nothing is decided here.
const page = document.documentElement;
const QUIET_MS = 40_000; // the server says something every 15 s
const AGAIN_MS = 30_000;
let stream;
let watchdog;

function show(texts) {
  const edition = texts["page@edition"];
  if (edition !== undefined && edition !== page.dataset.edition) return location.reload();
  for (const [key, text] of Object.entries(texts)) {
    const [id, attribute] = key.split("@");
    const element = document.getElementById(id);
    if (!element) continue;
    if (attribute === undefined) {
      if (element.textContent !== text) element.textContent = text;
    } else if (element.dataset[attribute] !== text) {
      element.dataset[attribute] = text;
      if (text === "called" && id === "ticket") navigator.vibrate?.([300, 150, 300]);
    }
  }
}

function lost() {
  page.dataset.live = "no";
  const now = document.getElementById("now");
  const notice = document.getElementById("notice");
  now.textContent = "";
  notice.textContent = notice.dataset.otherwise;
}

// The stream was refused for good: show the page as it is every now and then, once it can be had.
async function lookAgain() {
  try {
    if ((await fetch(location.href)).status < 500) return location.reload();
  } catch {
    // not reachable: the page on the screen is all there is
  }
  setTimeout(lookAgain, AGAIN_MS);
}

function follow() {
  clearTimeout(watchdog);
  stream?.close();
  stream = new EventSource(page.dataset.stream);
  watchdog = setTimeout(quiet, QUIET_MS);
  for (const name of ["state", "waits", "calls", "ticket"]) {
    stream.addEventListener(name, (event) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(quiet, QUIET_MS);
      show(JSON.parse(event.data));
    });
  }
  stream.addEventListener("gone", () => location.reload());
  stream.onerror = () => {
    lost();
    if (stream.readyState === EventSource.CLOSED) {
      clearTimeout(watchdog);
      setTimeout(lookAgain, AGAIN_MS);
    }
  };
}

function quiet() {
  lost();
  follow();
}

// What came of a wish is said once: whoever loads the page again looks at the ticket as it is.
const here = new URL(location.href);
if (here.searchParams.has("said")) {
  here.searchParams.delete("said");
  history.replaceState(null, "", here);
}

if (page.dataset.stream) {
  follow();
  addEventListener("pageshow", (event) => event.persisted && follow());
} else if (page.dataset.live === "no") {
  setTimeout(lookAgain, AGAIN_MS);
}
