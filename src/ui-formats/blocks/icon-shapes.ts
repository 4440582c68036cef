// Strokes on a 20 × 20 grid, drawn for this kit, under the names that models know.
const person = 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5';
const bell =
  'M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-1.5 5-1.5 6h12c0-1-1.5-2-1.5-6A4.5 4.5 0 0 0 10 3M8.5 16a1.6 1.6 0 0 0 3 0';
const speaker = 'M3.5 8v4H6l4 3.5v-11L6 8z';
const heart = 'M10 16.5 4.3 10.8a3.7 3.7 0 0 1 5.2-5.2l.5.5.5-.5a3.7 3.7 0 0 1 5.2 5.2z';
const star = 'm10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z';
const phone =
  'M5 3.5h2.5L9 7.5 7.2 8.8a9 9 0 0 0 4 4L12.5 11l4 1.5V15c0 1-.8 1.7-1.8 1.5C9 16 4 11 3.5 5.3 3.4 4.3 4 3.5 5 3.5z';
const calendar = 'M4 5h12v11.5H4zM4 8.5h12M7 3v3.5M13 3v3.5';
const eye =
  'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5M10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4';
const mark = 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15';
const lock = 'M5 9h10v7.5H5z';
const slash = 'M3.5 3.5l13 13';

/** The shapes of the icons of A2UI's basic catalogue. */
export const iconShapes: Readonly<Record<string, string>> = {
  accountCircle: `${mark}M10 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M5.2 15.5c1-2 2.6-3 4.8-3s3.8 1 4.8 3`,
  add: 'M10 4v12M4 10h12',
  arrowBack: 'M16.5 10h-13M9 4.5 3.5 10 9 15.5',
  arrowForward: 'M3.5 10h13M11 4.5l5.5 5.5-5.5 5.5',
  attachFile:
    'm16.5 9.5-6.4 6.4a4 4 0 0 1-5.7-5.7l6.7-6.7a2.7 2.7 0 0 1 3.8 3.8l-6.6 6.6a1.3 1.3 0 0 1-1.9-1.9l6-6',
  calendarToday: calendar,
  call: phone,
  camera: 'M3 6.5h3.5L8 4.5h4l1.5 2H17v9.5H3zM10 13.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6',
  check: 'm4 10.5 4 4 8-9',
  close: 'm5 5 10 10M15 5 5 15',
  delete: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  download: 'M10 3v9.5M5.5 8 10 12.5 14.5 8M4 16.5h12',
  edit: 'm4 16 .8-3.6L13.2 4 16 6.8l-8.4 8.4zM11.5 5.7l2.8 2.8',
  event: `${calendar}M10.5 11.5h3v2.5h-3z`,
  error: `${mark}M10 6v5M10 13.7v.1`,
  fastForward: 'm3.5 5.5 6.5 4.5-6.5 4.5zM10 5.5l6.5 4.5-6.5 4.5z',
  favorite: heart,
  favoriteOff: `${heart}${slash}`,
  folder: 'M3 5h5l1.5 2H17v9H3z',
  help: `${mark}M7.6 8a2.4 2.4 0 1 1 3.7 2c-.8.5-1.3 1-1.3 1.7M10 14.2v.1`,
  home: 'm3 9.5 7-6 7 6M5 8v8.5h10V8M8.5 16.5V12h3v4.5',
  info: `${mark}M10 9.5V14M10 6.5v.1`,
  locationOn:
    'M10 17.5s-5.5-5-5.5-9a5.5 5.5 0 0 1 11 0c0 4-5.5 9-5.5 9M10 10.3a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8',
  lock: `${lock}M7 9V6.5a3 3 0 0 1 6 0V9`,
  lockOpen: `${lock}M7 9V6.5a3 3 0 0 1 5.8-1`,
  mail: 'M3 5h14v10.5H3zM3.5 5.5 10 11l6.5-5.5',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  moreVert: 'M10 4.5v.1M10 10v.1M10 15.5v.1',
  moreHoriz: 'M4.5 10h.1M10 10h.1M15.5 10h.1',
  notifications: bell,
  notificationsOff: `${bell}${slash}`,
  pause: 'M7 4.5v11M13 4.5v11',
  payment: 'M2.5 5h15v10.5h-15zM2.5 8.5h15M5.5 12.5h3',
  person,
  phone,
  photo: 'M3 4h14v12H3zM3.5 15l4.5-5 3 3 2-2 4 4M13 8.5a1.1 1.1 0 1 0 0-2.2 1.1 1.1 0 0 0 0 2.2',
  play: 'M6 4v12l10-6z',
  print: 'M6 7V3.5h8V7M6 13.5H3.5V7h13v6.5H14M6 11.5h8v5H6z',
  refresh: 'M16 10a6 6 0 1 1-1.9-4.4M16 2.8v3.7h-3.7',
  rewind: 'm16.5 5.5-6.5 4.5 6.5 4.5zM10 5.5 3.5 10l6.5 4.5z',
  search: 'M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M12.5 12.5 17 17',
  send: 'M3 10 17 3.5 13 17l-3.5-5.5zM9.5 11.5 17 3.5',
  settings:
    'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M10 2.5v2.5M10 15v2.5M2.5 10H5M15 10h2.5M4.7 4.7l1.8 1.8M13.5 13.5l1.8 1.8M15.3 4.7l-1.8 1.8M6.5 13.5l-1.8 1.8',
  share:
    'M14.5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4M5.5 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4M14.5 17a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7.3 9.1 12.7 6M7.3 10.9l5.4 3.1',
  shoppingCart: 'M2.5 4h2l2 8.5h8.5l2-6.5H5M7.5 16.5v.1M14 16.5v.1',
  skipNext: 'M5 4.5v11l8-5.5zM15 4.5v11',
  skipPrevious: 'M15 4.5v11L7 10zM5 4.5v11',
  star,
  starHalf: `${star}M10 3v11`,
  starOff: `${star}${slash}`,
  stop: 'M5 5h10v10H5z',
  upload: 'M10 13V3.5M5.5 8 10 3.5 14.5 8M4 16.5h12',
  visibility: eye,
  visibilityOff: `${eye}${slash}`,
  volumeDown: `${speaker}M12.5 8a3 3 0 0 1 0 4`,
  volumeMute: speaker,
  volumeOff: `${speaker}M12.5 8l4 4M16.5 8l-4 4`,
  volumeUp: `${speaker}M12.5 8a3 3 0 0 1 0 4M14.8 6a6 6 0 0 1 0 8`,
  warning: 'M10 3 2.5 16.5h15zM10 8v4M10 14.2v.1',
};
