namespace Weir.Plugins.Abi;

/// <summary>What becomes of an exception at the border: a status and a text. Nothing managed crosses it.</summary>
internal static unsafe class ExportFault
{
    // The code of PluginContractErrors for a second, different configuration.
    private const string ConfiguredOtherwise = "WEIR3010";

    /// <summary>Fills the caller's error.</summary>
    /// <returns>The status to give back.</returns>
    public static int Report(Exception fault, AbiError* error)
    {
        AbiStatus status = fault switch
        {
            OperationCanceledException => AbiStatus.Cancelled,
            WeirException { Code: ConfiguredOtherwise } => AbiStatus.Conflict,
            KeyNotFoundException or FileNotFoundException or DirectoryNotFoundException => AbiStatus.NotFound,
            ArgumentException or FormatException or WeirException => AbiStatus.InvalidArgument,
            NotSupportedException => AbiStatus.Unsupported,
            OutOfMemoryException => AbiStatus.OutOfMemory,
            IOException => AbiStatus.InputOutput,
            _ => AbiStatus.Internal,
        };
        string text = string.IsNullOrWhiteSpace(fault.Message) ? fault.GetType().Name : fault.Message;
        AbiError.Fill(error, status, fault is WeirException known ? $"{known.Code}: {text}" : text);
        return (int)status;
    }

    /// <summary>For callbacks that have no way to report: a failing free must not end the process.</summary>
    public static void Trace(string what, Exception fault) =>
        System.Diagnostics.Trace.TraceError($"The plugin failed to {what}: {fault}");
}
