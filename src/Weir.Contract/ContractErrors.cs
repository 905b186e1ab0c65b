namespace Weir;

/// <summary>
/// Errors of the 3xxx area: Arrow data that came from outside and cannot be trusted or understood.
/// Every message names the place: a column path such as <c>root.items[].price</c>, or a byte
/// position of a stream.
/// </summary>
internal static class ContractErrors
{
    private static readonly ErrorCode SchemaInvalidCode = new("WEIR3001", "ArrowSchemaInvalid",
        "An Arrow schema from outside breaks the rules of the Arrow format.",
        "Fix the producer of the schema; the message names the column path and the rule.");

    private static readonly ErrorCode ArrayInvalidCode = new("WEIR3002", "ArrowArrayInvalid",
        "An Arrow array from outside does not fit its schema or breaks the rules of the Arrow format.",
        "Fix the producer of the array; the message names the column path and the rule.");

    private static readonly ErrorCode IpcInvalidCode = new("WEIR3003", "ArrowIpcStreamInvalid",
        "Bytes that should be an Arrow IPC stream are truncated, corrupt or use an unsupported encoding.",
        "Check that the bytes are a whole, uncompressed Arrow IPC stream (not a file with footer).");

    private static readonly ErrorCode TypeUnsupportedCode = new("WEIR3004", "ArrowTypeUnsupported",
        "A column has an Arrow type that Weir does not carry.",
        "Cast the column to a supported type before handing it over.");

    private static readonly ErrorCode StreamFailedCode = new("WEIR3005", "ArrowStreamFailed",
        "The producer of an Arrow stream reported an error.",
        "Read the producer's own text in the message and fix what it names.");

    public static readonly ErrorCode[] All =
        [SchemaInvalidCode, ArrayInvalidCode, IpcInvalidCode, TypeUnsupportedCode, StreamFailedCode];

    public static WeirException SchemaInvalid(string path, string found) =>
        Make(SchemaInvalidCode, path, $"Arrow schema of '{path}' is invalid: {found}. {SchemaInvalidCode.Remedy}");

    public static WeirException ArrayInvalid(string path, string found) =>
        Make(ArrayInvalidCode, path, $"Arrow array of '{path}' is invalid: {found}. {ArrayInvalidCode.Remedy}");

    public static WeirException IpcInvalid(string where, string found, Exception? inner = null) =>
        Make(IpcInvalidCode, where, $"Arrow IPC {where} is invalid: {found}. {IpcInvalidCode.Remedy}", inner);

    public static WeirException TypeUnsupported(string path, string format) =>
        Make(TypeUnsupportedCode, path, $"Column '{path}' has the Arrow type '{format}', which Weir does not carry. {TypeUnsupportedCode.Remedy}");

    public static WeirException StreamFailed(int errno, string? text) =>
        Make(StreamFailedCode, "stream", $"The producer of the Arrow stream failed with errno {errno}: {text ?? "it gave no text"}. {StreamFailedCode.Remedy}");

    private static WeirException Make(ErrorCode row, string where, string message, Exception? inner = null) =>
        new(row.Id, message, inner) { Details = new Dictionary<string, string> { ["path"] = where } };
}
