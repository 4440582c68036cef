/** Paints a river between hills, as a PNG of this width: the same picture, as coarse as it is narrow. */
export function paintRiver(width: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((width * 9) / 16);
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.scale(width / 320, width / 320);
  paintSky(context);
  paintHill(context, '#4d7c6f', 96, 26, 0.021);
  paintHill(context, '#2f5d54', 118, 18, 0.034);
  paintWater(context);
  return canvas.toDataURL('image/png');
}

function paintSky(context: CanvasRenderingContext2D): void {
  const sky = context.createLinearGradient(0, 0, 0, 130);
  sky.addColorStop(0, '#f6c89f');
  sky.addColorStop(1, '#fdf1de');
  context.fillStyle = sky;
  context.fillRect(0, 0, 320, 180);
  context.fillStyle = '#f2a65a';
  context.beginPath();
  context.arc(236, 62, 20, 0, 2 * Math.PI);
  context.fill();
}

function paintHill(
  context: CanvasRenderingContext2D,
  colour: string,
  top: number,
  height: number,
  rate: number,
): void {
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(0, 180);
  for (let x = 0; x <= 320; x += 4) context.lineTo(x, top - height * Math.sin(x * rate + top));
  context.lineTo(320, 180);
  context.fill();
}

function paintWater(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#3a8ea3';
  context.beginPath();
  context.moveTo(150, 118);
  context.bezierCurveTo(210, 132, 60, 142, 40, 180);
  context.lineTo(230, 180);
  context.bezierCurveTo(170, 148, 230, 134, 166, 118);
  context.fill();
  context.strokeStyle = '#bfe3ea';
  for (const [x, y, length] of [
    [120, 152, 34],
    [146, 164, 46],
    [96, 170, 30],
    [160, 138, 18],
  ] as const) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + length, y);
    context.stroke();
  }
}
