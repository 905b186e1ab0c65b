using Weir.Arrow;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>Functions as routines: what a plugin exports and its manifest says, and what the engine tells.</summary>
internal static class RoutineReading
{
    /// <summary>The functions of a plugin, in the order in which it exports them.</summary>
    public static IEnumerable<FunctionRoutine> Of(HostedPlugin hosted)
    {
        Plugin plugin = hosted.Plugin;
        return
        [
            .. plugin.Scalars.Select(function => Of(hosted, function, FunctionKind.Scalar, ResultOf(function, function.ResultOf), NullsOf(function))),
            .. plugin.Aggregates.Select(function => Of(hosted, function, FunctionKind.Aggregate, ResultOf(function, function.ResultOf), NullsOf(function))),
            .. plugin.Windows.Select(function => Of(hosted, function, FunctionKind.Window, ResultOf(function, function.ResultOf), "The function sees rows with NULL.")),
            .. plugin.TableFunctions.Select(function => Of(hosted, function, FunctionKind.Table, "TABLE", "The function sees arguments that are NULL.")),
        ];
    }

    /// <summary>A signature of the engine.</summary>
    public static FunctionRoutine Of(EngineRoutine routine) => new()
    {
        Name = routine.Name,
        Kind = routine.Kind switch
        {
            "aggregate" => FunctionKind.Aggregate,
            "window" => FunctionKind.Window,
            "table" or "table_macro" => FunctionKind.Table,
            _ => FunctionKind.Scalar,
        },
        Tier = FunctionTier.Builtin,
        Aliases = routine.AliasOf.Length > 0 && routine.AliasOf != routine.Name ? [routine.AliasOf] : [],
        Parameters = ParametersOf(routine),
        ReturnType = routine.IsTable ? "TABLE" : routine.ReturnType is { Length: > 0 } type ? type : null,
        Volatility = routine.Stability switch
        {
            "CONSISTENT" => FunctionVolatility.Immutable,
            "CONSISTENT_WITHIN_QUERY" => FunctionVolatility.Stable,
            "VOLATILE" => FunctionVolatility.Volatile,
            _ => null,
        },
        Description = routine.Description,
        Examples = routine.Examples,
    };

    /// <summary>The result's type where it does not depend on the types of a call's arguments; else null.</summary>
    public static string? ResultOf(PluginFunction function, Func<IReadOnlyList<ArrowType>, Field> resultOf) =>
        function.Parameters.Any(parameter => parameter.Type is null) || function.FurtherArguments is { Type: null }
            ? null
            : PluginSignature.SqlName(resultOf([.. function.Parameters.Select(parameter => parameter.Type!)]).Type);

    private static FunctionRoutine Of(HostedPlugin hosted, PluginFunction function, FunctionKind kind, string? result, string nulls)
    {
        FunctionDocumentation? text = hosted.DocumentationOf(function);
        return new FunctionRoutine
        {
            Name = function.Name,
            Kind = kind,
            Tier = FunctionTier.Plugin,
            Owner = hosted.Name,
            Aliases = function.Aliases,
            Parameters = ParametersOf(function, text),
            ReturnType = result,
            Volatility = function.IsVolatile ? FunctionVolatility.Volatile : FunctionVolatility.Immutable,
            NullHandling = nulls,
            Section = text is { Section.Length: > 0 } ? text.Section : hosted.Name,
            Description = text is { Description.Length: > 0 } ? text.Description : function.Summary,
            ResultDescription = text?.ResultDescription ?? "",
            Remarks = text?.Remarks ?? "",
            Examples = text?.Examples ?? [],
            Related = text?.Related ?? [],
            Tags = text?.Tags ?? [],
        };
    }

    private static FunctionParameter[] ParametersOf(PluginFunction function, FunctionDocumentation? text)
    {
        IEnumerable<FunctionParameter> parameters = function.Parameters.Select(parameter => Parameter(parameter) with
        {
            Default = parameter.DefaultJson is null ? null : PluginSignature.DefaultSql(parameter),
        });
        if (function.FurtherArguments is { } further)
            parameters = parameters.Append(Parameter(further) with { IsFurther = true });
        return [.. parameters];

        FunctionParameter Parameter(PluginParameter parameter) => new(parameter.Name, parameter.Type is null ? "ANY" : PluginSignature.SqlName(parameter.Type))
        {
            Description = text?.Arguments.FirstOrDefault(argument => argument.Name == parameter.Name)?.Description ?? "",
        };
    }

    private static FunctionParameter[] ParametersOf(EngineRoutine routine)
    {
        IEnumerable<FunctionParameter> parameters = routine.Parameters.Select((name, i) => new FunctionParameter(name, routine.TypeOf(i)));
        return [.. routine.FurtherType.Length > 0 ? parameters.Append(new FunctionParameter("more", routine.FurtherType) { IsFurther = true }) : parameters];
    }

    private static string NullsOf(PluginScalar function) => function.SeesNulls
        ? "The function sees arguments that are NULL."
        : "NULL when an argument is NULL.";

    private static string NullsOf(PluginAggregate function) => function.SeesNulls
        ? "The function sees rows with NULL."
        : "Rows with an argument that is NULL are left out.";
}
