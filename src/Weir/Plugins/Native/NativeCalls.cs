using System.Text;
using Weir.Arrow;
using Weir.Arrow.C;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>The calls of one export: what its statuses, results and types mean, with plugin and function named.</summary>
internal sealed unsafe class NativeCalls(string plugin, string function)
{
    public string Plugin => plugin;

    public string Function => function;

    /// <summary>Throws what a status and the error beside it say.</summary>
    /// <exception cref="OperationCanceledException">The plugin stopped because it was told to.</exception>
    public void Check(int status, AbiError* error, PluginCallControl control = default)
    {
        if (status == (int)AbiStatus.Ok)
            return;
        if (status == (int)AbiStatus.Cancelled && control.IsCancellationRequested)
            throw new OperationCanceledException($"'{function}' of the plugin '{plugin}' was cancelled.");
        throw NativeCallErrors.Failed(plugin, function, Words(status), error->Text, Breach(status, error->Text));
    }

    // A plugin may fail; it must then say so in words of the contract.
    private static string? Breach(int status, string? text) =>
        !Enum.IsDefined((AbiStatus)status) ? "the status has no meaning"
        : status == (int)AbiStatus.Cancelled ? "nobody asked it to stop"
        : text is null ? "a failure needs a text"
        : null;

    /// <summary>Takes the array of a call over: its results when the call went well, else only its release.</summary>
    public void Take(int status, AbiError* error, PluginCallControl control, CArrowArray* array, ColumnResult target)
    {
        if (status != (int)AbiStatus.Ok && array->Release != null)
            array->Release(array);
        Check(status, error, control);
        if (array->Release == null)
            throw NativeCallErrors.Result(plugin, function, "it is an array that is released already or was never made");
        try
        {
            ResultCopy.Take(array, target);
        }
        catch (Exception fault) when (fault is WeirException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw NativeCallErrors.Result(plugin, function, fault.Message, fault);
        }
    }

    /// <summary>The result's type for arguments of these types.</summary>
    public Field ResultOf(in AbiFunction entry, IReadOnlyList<ArrowType> types)
    {
        using SharedSchema arguments = new(types);
        AbiError error = AbiError.Empty;
        CArrowSchema schema = default;
        int status = entry.ResultType(entry.Context, arguments.Pointer, &schema, &error);
        if (status != (int)AbiStatus.Ok && schema.Release != null)
            schema.Release(&schema);
        Check(status, &error);
        try
        {
            Field field = SchemaImport.Column(&schema, "result");
            return NativeTypes.Fault(field.Type) is string fault ? throw NativeCallErrors.Type(plugin, function, fault) : field;
        }
        catch (WeirException fault) when (!fault.Code.StartsWith("WEIR31", StringComparison.Ordinal))
        {
            throw NativeCallErrors.Type(plugin, function, fault.Message, fault);
        }
    }

    /// <summary>Calls with a text that lives as long as the call.</summary>
    public delegate int TextCall(AbiText text, AbiError* error);

    public void WithText(string text, TextCall call)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text + '\0');
        AbiError error = AbiError.Empty;
        fixed (byte* first = bytes)
            Check(call(new AbiText { Data = first, Length = (ulong)(bytes.Length - 1) }, &error), &error);
    }

    private static string Words(int status) => (AbiStatus)status switch
    {
        AbiStatus.InvalidArgument => "invalid argument",
        AbiStatus.Unsupported => "unsupported",
        AbiStatus.NotFound => "not found",
        AbiStatus.Cancelled => "cancelled",
        AbiStatus.Conflict => "conflict",
        AbiStatus.OutOfMemory => "out of memory",
        AbiStatus.InputOutput => "input or output",
        AbiStatus.Internal => "internal error",
        _ => $"unknown status {status}",
    };
}
