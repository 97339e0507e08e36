// Shows the part of a chosen picture that will be used, and sends that part alone. Without it the server takes the middle.

const SIDE = 512;

const form = document.querySelector("[data-crop-form]");
const file = form.querySelector("input[type=file]");
const crop = form.querySelector("[data-crop]");
const view = crop.querySelector("[data-crop-view]");
const zoom = crop.querySelector("[data-crop-zoom]");
const across = crop.querySelector("[data-crop-x]");
const down = crop.querySelector("[data-crop-y]");

let picture = null;

/** The square of the picture that the controls choose. */
function chosen() {
  const side = Math.min(picture.width, picture.height) / (zoom.value / 100);
  return {
    side,
    x: (picture.width - side) * (across.value / 100),
    y: (picture.height - side) * (down.value / 100),
  };
}

function drawOn(canvas) {
  const { x, y, side } = chosen();
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
}

async function choose() {
  picture?.close();
  picture = null;
  crop.hidden = true;
  if (!file.files[0]) return;
  try {
    picture = await createImageBitmap(file.files[0]);
  } catch {
    return; // the server says what is wrong with it
  }
  [zoom.value, across.value, down.value] = [100, 50, 50];
  crop.hidden = false;
  drawOn(view);
}

function move(control, distance, room) {
  if (room > 0) control.value = Number(control.value) - (distance / room) * 100;
}

function drag(event) {
  if (!picture || event.buttons !== 1) return;
  const { side } = chosen();
  const scale = side / view.clientWidth;
  move(across, event.movementX * scale, picture.width - side);
  move(down, event.movementY * scale, picture.height - side);
  drawOn(view);
}

async function sendPart(event) {
  if (!picture) return;
  event.preventDefault();
  event.stopPropagation(); // the form is sent below
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  drawOn(canvas);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  const part = new DataTransfer();
  part.items.add(new File([blob], "picture.png", { type: blob.type }));
  file.files = part.files;
  form.submit();
}

// A crop that was begun with a step of whole hundredths would jump.
for (const control of [zoom, across, down]) {
  control.step = "any";
  control.addEventListener("input", () => drawOn(view));
}
file.addEventListener("change", choose);
view.addEventListener("pointerdown", (event) => view.setPointerCapture(event.pointerId));
view.addEventListener("pointermove", drag);
form.addEventListener("submit", sendPart);
if (file.files[0]) choose(); // the browser has kept what was chosen before
