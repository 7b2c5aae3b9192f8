// Writes what two encoders of others make of these texts; README.md says how to run it.
const fs = require("fs");
const zlib = require("zlib");
const ReceiptPrinterEncoder = require("@point-of-sale/receipt-printer-encoder");
const receiptline = require("receiptline");
const { PNG } = require("pngjs");

const LINK = "https://warten.example.org/t/abcdefghijklmnopqrstuvwx23";

// A picture of 64 x 40 dots; black where test_other_encoders.py says so, too.
const width = 64, height = 40;
const black = (x, y) => (x * y + x + 3 * y) % 7 < 3 || x === y;
const image = new PNG({ width, height });
for (let y = 0; y < height; y++)
  for (let x = 0; x < width; x++) {
    const at = 4 * (y * width + x);
    image.data.fill(black(x, y) ? 0 : 255, at, at + 3);
    image.data[at + 3] = 255;
  }
const pixels = { width, height, data: new Uint8ClampedArray(image.data) };

function pointOfSale(name, options, build) {
  const encoder = new ReceiptPrinterEncoder({
    language: "esc-pos", columns: 48, codepageMapping: "epson",
    codepageCandidates: ["cp437", "cp858", "cp857", "cp852", "cp866"], ...options,
  });
  fs.writeFileSync(`point-of-sale-${name}.bin`, build(encoder.initialize()).encode());
}

pointOfSale("texts", {}, (e) => e
  .codepage("auto").align("center").width(3).height(3).bold(true).line("A 042").bold(false)
  .width(1).height(1).align("left").line("Grüße aus Köln").line("Şube: Başvuru yapmak")
  .line("Отдел: очередь").underline(true).line("Zażółć gęślą jaźń").underline(false)
  .invert(true).line("Copy").invert(false).newline().cut("partial"));
pointOfSale("code", {}, (e) => e
  .align("center").line("A 042").qrcode(LINK, { model: 2, size: 6, errorlevel: "m" }).newline()
  .cut());
for (const imageMode of ["raster", "column"])
  pointOfSale(imageMode, { imageMode }, (e) => e
    .image(pixels, width, height, "threshold", 128).cut());

function line(name, document, options) {
  const printer = { cpl: 48, encoding: "cp437", command: "escpos", cutting: true, ...options };
  fs.writeFileSync(`receiptline-${name}.bin`,
    Buffer.from(receiptline.transform(document, printer), "binary"));
}
const TEXTS = `^^^A 042

Grüße aus Köln
_Unterlagen_ | "Antrag"
`;
const PICTURE = `{image:${PNG.sync.write(image).toString("base64")}}
`;
line("texts", TEXTS, {});
line("texts-east", "^^^A 042\n\nZażółć gęślą jaźń\n", { encoding: "cp852" });
line("code", `{code:${LINK};option:qrcode,6,M}
`, {});
line("code-generic", `{code:${LINK};option:qrcode,6,M}
`, { command: "generic" });
line("graphics", PICTURE, { gradient: false });
line("raster", PICTURE, { gradient: false, command: "generic" });
