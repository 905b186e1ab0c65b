namespace Weir.Plugins.Native;

/// <summary>Errors of calls into a native plugin (WEIR317x). Each names the plugin and what of it was called.</summary>
internal static class NativeCallErrors
{
    private static readonly ErrorCode FailedCode = new("WEIR3170", "NativeCallFailed",
        "A call into a native plugin reported a failure.",
        "Read the plugin's own words in the message and mend what they name.");

    private static readonly ErrorCode ResultCode = new("WEIR3171", "NativeResultInvalid",
        "A native plugin gave a result that breaks the contract.",
        "Mend the plugin: it must give one released-once Arrow array of the declared type with as many rows as were asked for.");

    private static readonly ErrorCode TypeCode = new("WEIR3172", "NativeTypeInvalid",
        "A native plugin named a type or schema that it cannot have there.",
        "Mend the plugin: schemas must be complete, of types that SQL has, and the same whenever they are asked for.");

    private static readonly ErrorCode StreamCode = new("WEIR3173", "NativeStreamFailed",
        "The stream of a native plugin's table failed or broke the contract.",
        "Read the cause in the message and mend the plugin or what its table reads.");

    public static readonly ErrorCode[] All = [FailedCode, ResultCode, TypeCode, StreamCode];

    /// <param name="plugin">The plugin.</param>
    /// <param name="function">The export.</param>
    /// <param name="status">What the status means.</param>
    /// <param name="text">The plugin's own words; null when it has none.</param>
    /// <param name="breach">How the failure itself breaks the contract; null when it does not.</param>
    public static WeirException Failed(string plugin, string function, string status, string? text, string? breach)
    {
        string message = $"failed ({status}): {text ?? "it gave no text"}";
        return breach is null ? Make(FailedCode, plugin, function, message) : Make(FailedCode, plugin, function, message, null, ("breach", breach));
    }

    public static WeirException Result(string plugin, string function, string found, Exception? cause = null) => Make(ResultCode, plugin, function,
        $"gave an invalid result: {found}", cause);

    public static WeirException Type(string plugin, string function, string found, Exception? cause = null) => Make(TypeCode, plugin, function,
        $"names an invalid type: {found}", cause);

    public static WeirException Stream(string plugin, string table, string found, Exception? cause = null) => Make(StreamCode, plugin, table,
        $"failed as a stream: {found}", cause);

    private static WeirException Make(
        ErrorCode row, string plugin, string function, string what, Exception? cause = null, params (string Name, string Value)[] more) =>
        new(row.Id, $"'{function}' of the plugin '{plugin}' {what.TrimEnd('.')}. {row.Remedy}", cause)
        {
            Details = new Dictionary<string, string>(more.Select(detail => KeyValuePair.Create(detail.Name, detail.Value)))
            {
                ["plugin"] = plugin,
                ["function"] = function,
            },
        };
}
