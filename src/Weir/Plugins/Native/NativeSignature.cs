using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>What a native function says of itself, read and checked once.</summary>
internal sealed unsafe class NativeSignature
{
    private const uint ParametersMax = 1_000;

    public NativeSignature(in AbiFunction entry, string where, NativeReader reader)
    {
        Entry = entry;
        Name = reader.Name(entry.Name, where);
        Where = $"function '{Name}'";
        Summary = reader.Text(entry.Summary, $"{Where}.summary") ?? "";
        Aliases = reader.Texts(entry.Aliases, entry.AliasCount, $"{Where}.aliases");
        reader.CheckFlags($"{Where}.flags", entry.Flags, AbiFlags.FunctionAll);
        reader.CheckArray($"{Where}.parameters", entry.ParameterCount, ParametersMax, entry.Parameters, entry.ParameterStride, sizeof(AbiParameter));
        Parameters = new PluginParameter[entry.ParameterCount];
        for (uint i = 0; i < entry.ParameterCount; i++)
            Parameters[i] = Parameter(NativeReader.Item<AbiParameter>(entry.Parameters, entry.ParameterStride, i), $"{Where}.parameters[{i}]", reader);
        if (entry.FurtherArguments != null)
            FurtherArguments = Parameter(*entry.FurtherArguments, $"{Where}.further_arguments", reader);
        CheckEntries(reader);
    }

    public AbiFunction Entry { get; }

    public string Name { get; }

    public string Where { get; }

    public string Summary { get; }

    public string[] Aliases { get; }

    public PluginParameter[] Parameters { get; }

    public PluginParameter? FurtherArguments { get; }

    public bool Has(uint flag) => (Entry.Flags & flag) != 0;

    private static PluginParameter Parameter(in AbiParameter source, string where, NativeReader reader)
    {
        reader.CheckFlags($"{where}.flags", source.Flags, AbiFlags.ParameterAll);
        ArrowType? type = null;
        try
        {
            if (source.Type != null)
                type = NativeTypes.Borrowed(source.Type, "type");
        }
        catch (WeirException fault)
        {
            throw reader.Fault($"{where}.type", fault.Message, fault);
        }
        return new PluginParameter(reader.Name(source.Name, $"{where}.name"), type)
        {
            DefaultJson = reader.Text(source.DefaultJson, $"{where}.default_json"),
            IsConstant = (source.Flags & AbiFlags.ParameterConstant) != 0,
        };
    }

    private void CheckEntries(NativeReader reader)
    {
        AbiFunction entry = Entry;
        if (entry.Kind is < AbiFlags.Scalar or > AbiFlags.Table)
            throw reader.Fault($"{Where}.kind", $"{entry.Kind} is no kind of function");
        (string Name, bool IsThere)[] needed = entry.Kind switch
        {
            AbiFlags.Scalar => [("result_type", entry.ResultType != null), ("invoke", entry.Invoke != null)],
            AbiFlags.Aggregate =>
            [
                ("result_type", entry.ResultType != null), ("initialize", entry.Initialize != null), ("update", entry.Update != null),
                ("merge", entry.Merge != null), ("finish", entry.Finish != null),
            ],
            AbiFlags.Window => [("result_type", entry.ResultType != null), ("evaluate", entry.Evaluate != null)],
            _ => [("bind_table", entry.BindTable != null)],
        };
        foreach ((string name, bool isThere) in needed)
            if (!isThere)
                throw reader.Fault($"{Where}.{name}", "it is a null pointer, but a function of this kind needs it");
        if (entry.Bind == null != (entry.FreeBound == null) || entry.NewState == null != (entry.FreeState == null))
            throw reader.Fault(Where, "bind goes with free_bound and new_state with free_state; one of a pair is a null pointer");
        if (entry.Kind == AbiFlags.Aggregate && entry.StateSize is 0 or > int.MaxValue)
            throw reader.Fault($"{Where}.state_size", $"a state of {entry.StateSize} bytes cannot be");
    }
}
