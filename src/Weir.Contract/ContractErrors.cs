namespace Weir;

/// <summary>
/// Errors of the 3xxx area: Arrow data that came from outside and cannot be trusted or understood.
/// Every message names the place: a column path such as <c>root.items[].price</c>, or a byte
/// position of a stream.
/// </summary>
internal static class ContractErrors
{
    /// <summary>One row of the table of errors.</summary>
    internal sealed record Row(string Id, string Name, string Summary, string Remedy);

    public static readonly Row SchemaInvalidRow = new("WEIR3001", "Arrow schema invalid",
        "An Arrow schema from outside breaks the rules of the Arrow format.",
        "Fix the producer of the schema; the message names the column path and the rule.");

    public static readonly Row ArrayInvalidRow = new("WEIR3002", "Arrow array invalid",
        "An Arrow array from outside does not fit its schema or breaks the rules of the Arrow format.",
        "Fix the producer of the array; the message names the column path and the rule.");

    public static readonly Row IpcInvalidRow = new("WEIR3003", "Arrow IPC stream invalid",
        "Bytes that should be an Arrow IPC stream are truncated, corrupt or use an unsupported encoding.",
        "Check that the bytes are a whole, uncompressed Arrow IPC stream (not a file with footer).");

    public static readonly Row TypeUnsupportedRow = new("WEIR3004", "Arrow type unsupported",
        "A column has an Arrow type that Weir does not carry.",
        "Cast the column to a supported type before handing it over.");

    public static readonly Row StreamFailedRow = new("WEIR3005", "Arrow stream failed",
        "The producer of an Arrow stream reported an error.",
        "Read the producer's own text in the message and fix what it names.");

    public static readonly Row[] All =
        [SchemaInvalidRow, ArrayInvalidRow, IpcInvalidRow, TypeUnsupportedRow, StreamFailedRow];

    public static WeirException SchemaInvalid(string path, string found) =>
        Make(SchemaInvalidRow, path, $"Arrow schema of '{path}' is invalid: {found}. {SchemaInvalidRow.Remedy}");

    public static WeirException ArrayInvalid(string path, string found) =>
        Make(ArrayInvalidRow, path, $"Arrow array of '{path}' is invalid: {found}. {ArrayInvalidRow.Remedy}");

    public static WeirException IpcInvalid(string where, string found, Exception? inner = null) =>
        Make(IpcInvalidRow, where, $"Arrow IPC {where} is invalid: {found}. {IpcInvalidRow.Remedy}", inner);

    public static WeirException TypeUnsupported(string path, string format) =>
        Make(TypeUnsupportedRow, path, $"Column '{path}' has the Arrow type '{format}', which Weir does not carry. {TypeUnsupportedRow.Remedy}");

    public static WeirException StreamFailed(int errno, string? text) =>
        Make(StreamFailedRow, "stream", $"The producer of the Arrow stream failed with errno {errno}: {text ?? "it gave no text"}. {StreamFailedRow.Remedy}");

    private static WeirException Make(Row row, string where, string message, Exception? inner = null) =>
        new(row.Id, message, inner) { Details = new Dictionary<string, string> { ["path"] = where } };
}
