/* An earlier photo laid over the live picture, eyes on eyes. */

/** Lays it: both eyes' outer corners are given as shares of width and height of the picture they are in. */
export function lay(image, stage, earlier, eyes) {
  const { clientWidth: width, clientHeight: height } = stage;
  const drawn = (width * earlier.height) / earlier.width; // it is as wide as the stage before it is laid
  const [from, fromOther] = earlier.eyes.map(([x, y]) => [x * width, y * drawn]);
  const [to, toOther] = eyes.map(([x, y]) => [x * width, y * height]);
  const [a, b] = quotient(minus(toOther, to), minus(fromOther, from));
  const x = to[0] - a * from[0] + b * from[1];
  const y = to[1] - b * from[0] - a * from[1];
  image.style.setProperty("--face", `${fade(from, fromOther)}`);
  image.style.transform = `matrix(${a}, ${b}, ${-b}, ${a}, ${x}, ${y})`;
}

/* The photo fades out around the face. */
function fade(eye, other) {
  const [x, y] = [(eye[0] + other[0]) / 2, (eye[1] + other[1]) / 2];
  const distance = Math.hypot(...minus(other, eye));
  return `radial-gradient(circle at ${x}px ${y + distance / 4}px, #000 ${distance * 1.5}px, #0000 ${distance * 1.9}px)`;
}

function minus(one, other) {
  return [one[0] - other[0], one[1] - other[1]];
}

/* Of two complex numbers: the factor and the turn between two lines. */
function quotient([p, q], [r, s]) {
  const size = r * r + s * s;
  return [(p * r + q * s) / size, (q * r - p * s) / size];
}
