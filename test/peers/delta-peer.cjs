// The second opinion on our Delta tables: ClickHouse embedded reads them, through the Rust Delta
// kernel (reader 1) or with its own Delta code (reader 0). Reads one request from standard input:
//   { "table": "/absolute/path", "columns": ["SQL expression", ...], "order": "SQL expression", "readers": [1, 0] }
// and prints one line a reader: a JSON array of rows, each an array of texts or nulls.
const { query } = require('chdb');

const request = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const columns = request.columns.map((column, i) => `CAST(${column} AS Nullable(String)) AS c${i}`).join(', ');
const literal = request.table.replaceAll('\\', '\\\\').replaceAll("'", "\\'");

for (const kernel of request.readers) {
  const settings = `allow_experimental_delta_kernel_rs = ${kernel}, session_timezone = 'UTC', schema_inference_make_columns_nullable = 1,
    output_format_decimal_trailing_zeros = 1, output_format_json_quote_64bit_integers = 0, output_format_json_named_tuples_as_objects = 1`;
  const sql = `SELECT ${columns} FROM deltaLakeLocal('${literal}') ORDER BY ${request.order} SETTINGS ${settings}`;
  const rows = query(sql, 'JSONCompactEachRow').toString().split('\n').filter(line => line.length > 0);
  console.log(`[${rows.join(',')}]`);
}
