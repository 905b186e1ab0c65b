using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A table provider behind the C ABI.</summary>
internal sealed unsafe class NativeProvider : PluginTableProvider
{
    private readonly AbiProvider _entry;
    private readonly NativeCalls _calls;

    public NativeProvider(in AbiProvider entry, string where, NativeReader reader) : base(reader.Name(entry.Name, where))
    {
        _entry = entry;
        _calls = new NativeCalls(reader.Plugin, Name);
        Summary = reader.Text(entry.Summary, $"{where}.summary") ?? "";
        OptionsSchemaJson = reader.Text(entry.OptionsSchema, $"{where}.options_schema")
            ?? throw reader.Fault($"{where}.options_schema", "the JSON Schema of the options is absent");
        if (entry.Open == null)
            throw reader.Fault($"provider '{Name}'.open", "it is a null pointer");
    }

    public override PluginTable Open(string optionsJson)
    {
        AbiTable* table = null;
        _calls.WithText(optionsJson, (text, error) =>
        {
            AbiTable* opened = null;
            int status = _entry.Open(_entry.Context, text, &opened, error);
            table = opened;
            return status;
        });
        return NativeTable.Open(table, _calls);
    }
}
