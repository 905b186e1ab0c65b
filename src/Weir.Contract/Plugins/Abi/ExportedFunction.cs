namespace Weir.Plugins.Abi;

/// <summary>What functions of all kinds have in common, as the C structure says it.</summary>
internal static unsafe class ExportedFunction
{
    public static AbiFunction Describe(PluginFunction function, uint kind, uint flags, ExportArena arena)
    {
        AbiFunction target = new()
        {
            Kind = kind,
            Flags = flags | (function.IsVolatile ? AbiFlags.FunctionVolatile : 0),
            Name = arena.Text(function.Name),
            Summary = arena.Text(function.Summary),
            Aliases = arena.Texts(function.Aliases),
            AliasCount = (uint)function.Aliases.Count,
            ParameterStride = (uint)sizeof(AbiParameter),
            Parameters = arena.Array<AbiParameter>(function.Parameters.Count),
            ParameterCount = (uint)function.Parameters.Count,
        };
        for (int i = 0; i < function.Parameters.Count; i++)
            target.Parameters[i] = Parameter(function.Parameters[i], arena);
        if (function.FurtherArguments is PluginParameter further)
        {
            target.FurtherArguments = arena.Array<AbiParameter>(1);
            *target.FurtherArguments = Parameter(further, arena);
        }
        return target;
    }

    private static AbiParameter Parameter(PluginParameter parameter, ExportArena arena) => new()
    {
        Name = arena.Text(parameter.Name),
        Type = arena.Type(parameter.Type),
        DefaultJson = arena.Text(parameter.DefaultJson),
        Flags = parameter.IsConstant ? AbiFlags.ParameterConstant : 0,
    };
}
