// The second opinion on Arrow IPC: Apache Arrow for JavaScript reads what we write and writes what
// we read. Values are printed as ArrowText.cs prints them: one line a column.
//   node arrow-peer.mjs read  <in.arrows> <out.txt>
//   node arrow-peer.mjs write <out.arrows> <out.txt>
import { readFileSync, writeFileSync } from 'node:fs';
import * as arrow from 'apache-arrow';

const { DataType, Type } = arrow;

const hex = bytes => 'x' + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

function bits(value) {
  if (Number.isNaN(value)) return 'nan';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

// 32-bit little-endian words as one signed integer.
function signed(words) {
  let value = 0n;
  for (let i = words.length - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[i] >>> 0);
  return BigInt.asIntN(words.length * 32, value).toString();
}

function interval(type, words) {
  switch (type.unit) {
    case arrow.IntervalUnit.YEAR_MONTH: return String(words[0]);
    case arrow.IntervalUnit.DAY_TIME: return `${words[0]}d${words[1]}`;
    default: return `${words[0]}m${words[1]}d${signed(words.subarray(2, 4))}`;
  }
}

function words(data, i) {
  const width = data.type.typeId === Type.Interval
    ? [1, 2, 4][data.type.unit]
    : data.type.bitWidth / 32;
  return data.values.subarray(i * width, (i + 1) * width);
}

const vectorText = vector => Array.from({ length: vector.length }, (_, i) => rowText(vector, i));

// The chunk of a vector that holds a row, and the row inside it.
function locate(vector, i) {
  for (const data of vector.data) {
    if (i < data.length) return [data, i];
    i -= data.length;
  }
  throw new Error(`row ${i} is outside the vector`);
}

function rowText(vector, i) {
  const type = vector.type;
  if (DataType.isNull(type) || !vector.isValid(i)) return '~';
  const [data, k] = locate(vector, i);
  switch (type.typeId) {
    case Type.Dictionary: return rowText(data.dictionary, Number(data.values[k]));
    case Type.Bool: return String(vector.get(i));
    case Type.Int: return String(vector.get(i));
    case Type.Float: return bits(vector.get(i));
    case Type.Date: case Type.Time: case Type.Timestamp: case Type.Duration: return String(data.values[k]);
    case Type.Decimal: return signed(words(data, k));
    case Type.Interval: return interval(type, words(data, k));
    case Type.Utf8: case Type.LargeUtf8: case Type.Utf8View: return hex(Buffer.from(vector.get(i), 'utf8'));
    case Type.Binary: case Type.LargeBinary: case Type.BinaryView: case Type.FixedSizeBinary: return hex(vector.get(i));
    case Type.List: case Type.LargeList: case Type.FixedSizeList: return `[${vectorText(vector.get(i)).join(',')}]`;
    case Type.Struct: return structText(data, k);
    case Type.Map: return mapText(data, k);
    default: throw new Error(`no text for type ${type}`);
  }
}

const structText = (data, k) =>
  `{${data.children.map(child => rowText(new arrow.Vector([child]), k)).join(',')}}`;

function mapText(data, k) {
  const rows = [];
  for (let row = data.valueOffsets[k]; row < data.valueOffsets[k + 1]; row++) rows.push(structText(data.children[0], row));
  return `[${rows.join(',')}]`;
}

function tableText(table) {
  return table.schema.fields
    .map((field, k) => `${field.name}: ${vectorText(table.getChildAt(k)).join(' ')}`)
    .join('\n') + '\n';
}

const long = 'a text that does not stand inline in a view';

function samples() {
  const field = (name, type) => new arrow.Field(name, type, true);
  const item = type => field('item', type);
  const rgb = new Uint8Array([255, 0, 7]);
  const big = [1n, null, -(2n ** 63n), 2n ** 63n - 1n];
  return {
    null: [new arrow.Null(), [null, null, null, null]],
    bool: [new arrow.Bool(), [true, null, false, true]],
    int8: [new arrow.Int8(), [1, null, -128, 127]],
    uint8: [new arrow.Uint8(), [1, null, 0, 255]],
    int16: [new arrow.Int16(), [1, null, -32768, 32767]],
    uint16: [new arrow.Uint16(), [1, null, 0, 65535]],
    int32: [new arrow.Int32(), [1, null, -(2 ** 31), 2 ** 31 - 1]],
    uint32: [new arrow.Uint32(), [1, null, 0, 2 ** 32 - 1]],
    int64: [new arrow.Int64(), big],
    uint64: [new arrow.Uint64(), [1n, null, 0n, 2n ** 64n - 1n]],
    float: [new arrow.Float32(), [1.5, null, -0, Infinity]],
    double: [new arrow.Float64(), [0.1, null, NaN, -Infinity]],
    utf8: [new arrow.Utf8(), ['weir', null, '', '漢字🌊']],
    large_utf8: [new arrow.LargeUtf8(), ['weir', null, '', '漢字🌊']],
    utf8_view: [new arrow.Utf8View(), ['weir', null, '', long]],
    binary: [new arrow.Binary(), [rgb, null, new Uint8Array(0), rgb]],
    large_binary: [new arrow.LargeBinary(), [rgb, null, new Uint8Array(0), rgb]],
    binary_view: [new arrow.BinaryView(), [rgb, null, new Uint8Array(0), new Uint8Array(40).fill(9)]],
    fixed_binary: [new arrow.FixedSizeBinary(3), [rgb, null, rgb, rgb]],
    decimal: [new arrow.Decimal(2, 20, 128), [new Uint32Array([5, 0, 0, 0]), null, new Uint32Array([0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF]), new Uint32Array([1, 2, 3, 4])]],
    date32: [new arrow.DateDay(), [new Date(0), null, new Date(86400000 * 20000), new Date(-86400000)]],
    time_s: [new arrow.TimeSecond(), [1, null, 0, 86399]],
    time_ms: [new arrow.TimeMillisecond(), [1, null, 0, 86399999]],
    time_us: [new arrow.TimeMicrosecond(), [1n, null, 0n, 86399999999n]],
    time_ns: [new arrow.TimeNanosecond(), [1n, null, 0n, 86399999999999n]],
    timestamp_s: [new arrow.TimestampSecond(), [1000, null, 0, -1000]],
    timestamp_ms_zone: [new arrow.TimestampMillisecond('Europe/Berlin'), [1, null, 0, -1]],
    timestamp_us_zone: [new arrow.TimestampMicrosecond('UTC'), [1, null, 0, -1]],
    timestamp_ns: [new arrow.TimestampNanosecond(), [1, null, 0, -1]],
    duration_s: [new arrow.DurationSecond(), big],
    duration_ms: [new arrow.DurationMillisecond(), big],
    duration_us: [new arrow.DurationMicrosecond(), big],
    duration_ns: [new arrow.DurationNanosecond(), big],
    interval_ym: [new arrow.IntervalYearMonth(), [new Int32Array([1, 5]), null, new Int32Array([-1, -5]), new Int32Array([0, 0])]],
    interval_dt: [new arrow.IntervalDayTime(), [new Int32Array([5, -6]), null, new Int32Array([-7, 8]), new Int32Array([0, 0])]],
    interval_mdn: [new arrow.IntervalMonthDayNano(), [new Int32Array([5, -6, 7, 8]), null, new Int32Array([-7, 8, -1, -1]), new Int32Array([0, 0, 0, 0])]],
    list: [new arrow.List(item(new arrow.Int32())), [[1, null], null, [], [3]]],
    large_list: [new arrow.LargeList(item(new arrow.Utf8())), [['a', null], null, [], ['b']]],
    fixed_list: [new arrow.FixedSizeList(2, item(new arrow.Int16())), [[1, 2], null, [3, null], [5, 6]]],
    struct: [new arrow.Struct([field('x', new arrow.Int32()), field('y', new arrow.Utf8())]),
      [{ x: 1, y: 'a' }, null, { x: null, y: 'b' }, { x: 3, y: null }]],
    nested: [new arrow.List(item(new arrow.Struct([field('z', new arrow.List(item(new arrow.Float64())))]))),
      [[{ z: [1, 2] }, { z: null }], null, [], [{ z: [] }]]],
    map: [new arrow.Map_(field('entries', new arrow.Struct([new arrow.Field('key', new arrow.Utf8(), false), field('value', new arrow.Int32())]))),
      [new Map([['a', 1], ['b', null]]), null, new Map(), new Map([['c', 3]])]],
    dictionary: [new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8()), ['red', null, 'blue', 'red']],
  };
}

const [, , mode, arrowFile, textFile] = process.argv;
if (mode === 'read') {
  writeFileSync(textFile, tableText(arrow.tableFromIPC(readFileSync(arrowFile))));
} else if (mode === 'write') {
  const columns = Object.entries(samples()).map(([name, [type, values]]) => [name, arrow.vectorFromArray(values, type)]);
  const table = new arrow.Table(Object.fromEntries(columns));
  writeFileSync(arrowFile, arrow.tableToIPC(table, 'stream'));
  writeFileSync(textFile, tableText(table));
} else {
  throw new Error(`unknown mode '${mode}'`);
}
