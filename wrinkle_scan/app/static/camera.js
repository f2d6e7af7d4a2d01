/* The camera: its live picture, frames for the indicators, and bursts of photos at full size. */

import { say } from "./words.js";

const FRAME_PX = 640; // longer side of a frame
const FRAME_QUALITY = 0.85;
const CUTOUT_QUALITY = 0.95;
const PHOTO_QUALITY = 0.97;
const BEST = { width: { ideal: 3840 }, height: { ideal: 2160 } };
const WHY = { NotAllowedError: "not_allowed", NotFoundError: "no_camera", NotReadableError: "camera_in_use" };

/** Starts a camera in a video element. Throws an Error with one plain sentence. */
export async function start(video, deviceId) {
  stop(video);
  if (!navigator.mediaDevices) throw new Error(say("no_cameras_here"));
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "environment" } };
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...BEST, ...which } });
    await video.play();
  } catch (error) {
    throw new Error(say(WHY[error.name] ?? "camera_stuck"));
  }
}

export function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

/** Id and name of each camera there is, and whether it is the one in use. */
export async function cameras(video) {
  const used = video.srcObject?.getVideoTracks()[0]?.getSettings().deviceId;
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
  return devices.map(({ deviceId, label }, index) => ({
    id: deviceId,
    name: label || say("camera", { number: index + 1 }),
    used: deviceId === used,
  }));
}

/** What is posted of the present picture: small, and around the eyes at full size where it is known where they are. */
export async function frame(video, cutout, light) {
  const { videoWidth: width, videoHeight: height } = video;
  const smaller = Math.min(FRAME_PX / Math.max(width, height), 1);
  const whole = grab(video, [0, 0, width, height], smaller);
  const eyes = cutout && grab(video, cutout, 1); // of the same moment
  const form = new FormData();
  form.set("width", width);
  form.set("light", light ? "1" : "0");
  form.set("frame", await jpeg(whole, FRAME_QUALITY), "frame.jpg");
  if (eyes) {
    form.set("left", cutout[0]);
    form.set("top", cutout[1]);
    form.set("cutout", await jpeg(eyes, CUTOUT_QUALITY), "cutout.jpg");
  }
  return form;
}

/** Several pictures in a row at full size, as JPEG. */
export async function burst(video, count) {
  const pictures = [];
  for (let taken = 0; taken < count; taken++) {
    await nextPicture(video);
    pictures.push(grab(video, [0, 0, video.videoWidth, video.videoHeight], 1));
  }
  return Promise.all(pictures.map((picture) => jpeg(picture, PHOTO_QUALITY)));
}

function nextPicture(video) {
  return new Promise((resume) => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(resume);
    else requestAnimationFrame(resume);
  });
}

function grab(video, [left, top, width, height], smaller) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * smaller);
  canvas.height = Math.round(height * smaller);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpeg(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
