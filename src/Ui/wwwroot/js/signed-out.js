// The signed-out page: goes on as soon as every app was told, and looks again while one has not answered. Without script the browser
// goes on by the Refresh header, a while after the frames have loaded, and a link looks again.

const looks = 20;
const pause = 1500;
const longestWait = 5000;

async function lookAgain(left) {
  const apps = document.getElementById("apps");
  const address = apps?.dataset.again;
  if (!address || left === 0) return;
  await new Promise((resolve) => { setTimeout(resolve, pause); });
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("apps");
    if (answer.ok && fresh && fresh.innerHTML !== apps.innerHTML) apps.replaceWith(document.adoptNode(fresh));
  } catch {
    // away for a moment: the next look may find it
  }
  await lookAgain(left - 1);
}

// The window has loaded when its frames have: then every app was told. A dead one must not keep the person here.
const next = document.getElementById("continue");
const goOn = () => location.assign(next.href);
if (next && document.querySelector("iframe")) {
  addEventListener("load", goOn);
  setTimeout(goOn, longestWait);
}
lookAgain(looks);
