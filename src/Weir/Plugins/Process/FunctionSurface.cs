namespace Weir.Plugins.Process;

/// <summary>What a function of a worker looks like from outside.</summary>
internal sealed record FunctionSurface(
    string Name,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<PluginParameter> Parameters,
    PluginParameter? FurtherArguments,
    bool IsVolatile,
    string Summary)
{
    /// <summary>Of scalar and aggregate functions.</summary>
    public bool SeesNulls { get; init; }

    /// <summary>Of scalar functions.</summary>
    public bool IsTotal { get; init; }

    /// <summary>Of scalar functions.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>Of aggregate functions.</summary>
    public bool IsOrderSensitive { get; init; }

    public static FunctionSurface Of(PluginFunction function) =>
        new(function.Name, function.Aliases, function.Parameters, function.FurtherArguments, function.IsVolatile, function.Summary)
        {
            SeesNulls = function is PluginScalar { SeesNulls: true } or PluginAggregate { SeesNulls: true },
            IsTotal = function is PluginScalar { IsTotal: true },
            IsPlanned = function is PluginScalar { IsPlanned: true },
            IsOrderSensitive = function is PluginAggregate { IsOrderSensitive: true },
        };

    public static FunctionSurface Read(WireReader reader) =>
        new(reader.Text(), reader.Items(reader.Text), reader.Items(() => ReadParameter(reader)),
            reader.Flag() ? ReadParameter(reader) : null, reader.Flag(), reader.Text())
        {
            SeesNulls = reader.Flag(),
            IsTotal = reader.Flag(),
            IsPlanned = reader.Flag(),
            IsOrderSensitive = reader.Flag(),
        };

    public void Write(WireWriter writer)
    {
        writer.Text(Name).Items(Aliases, alias => writer.Text(alias)).Items(Parameters, parameter => Write(writer, parameter));
        writer.Flag(FurtherArguments is not null);
        if (FurtherArguments is not null)
            Write(writer, FurtherArguments);
        writer.Flag(IsVolatile).Text(Summary).Flag(SeesNulls).Flag(IsTotal).Flag(IsPlanned).Flag(IsOrderSensitive);
    }

    private static void Write(WireWriter writer, PluginParameter parameter) =>
        writer.Text(parameter.Name).OptionalType(parameter.Type).Text(parameter.DefaultJson).Flag(parameter.IsConstant);

    private static PluginParameter ReadParameter(WireReader reader) =>
        new(reader.Text(), reader.OptionalType()) { DefaultJson = reader.OptionalText(), IsConstant = reader.Flag() };
}
