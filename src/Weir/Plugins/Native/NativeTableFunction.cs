using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A table function behind the C ABI.</summary>
internal sealed unsafe class NativeTableFunction : PluginTableFunction
{
    private readonly AbiFunction _entry;
    private readonly NativeCalls _calls;

    public NativeTableFunction(NativeSignature signature, string plugin) : base(signature.Name, signature.Parameters)
    {
        _entry = signature.Entry;
        _calls = new NativeCalls(plugin, signature.Name);
        Aliases = signature.Aliases;
        Summary = signature.Summary;
        FurtherArguments = signature.FurtherArguments;
        IsVolatile = signature.Has(AbiFlags.FunctionVolatile);
    }

    public override PluginTable Bind(PluginBinding binding)
    {
        using NativeBinding call = new(binding);
        AbiError error = AbiError.Empty;
        AbiTable* table = null;
        _calls.Check(_entry.BindTable(_entry.Context, call.Pointer, &table, &error), &error);
        return NativeTable.Open(table, _calls);
    }
}
