using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>Whether a signature takes a call: by its place, the number and names of its arguments, and their types where they are known.</summary>
internal static class SignatureFit
{
    /// <summary>The best fit among the signatures of one name of the engine.</summary>
    public static FunctionFit Of(IEnumerable<EngineRoutine> routines, CallShape call)
    {
        FunctionFit best = FunctionFit.No;
        foreach (EngineRoutine routine in routines)
        {
            FunctionFit fit = Of(routine, call);
            best = fit > best ? fit : best;
        }
        return best;
    }

    /// <summary>Whether one signature of the engine takes a call.</summary>
    public static FunctionFit Of(EngineRoutine routine, CallShape call)
    {
        if (!Stands(routine, call.Place))
            return FunctionFit.No;
        if (!call.IsCountKnown)
            return FunctionFit.Perhaps;
        int places = call.Arguments.Count(argument => argument.Name.Length == 0);
        bool takesNames = routine.Kind is "macro" or "table_macro" or "table" || routine.FurtherType == "ANY";
        if (places < call.Arguments.Count && !takesNames)
            return FunctionFit.No;
        bool isMacro = routine.Kind is "macro" or "table_macro";
        if (places > routine.PlacesCount && routine.FurtherType.Length == 0 || !isMacro && places < routine.PlacesCount && routine.FurtherType.Length == 0)
            return FunctionFit.No;
        FunctionFit fit = FunctionFit.Yes;
        int place = 0;
        foreach (CallArgument argument in call.Arguments)
        {
            string? type = argument.Name.Length == 0 ? AtPlace(routine, place++) : Named(routine, argument.Name);
            fit = Least(fit, type is null ? FunctionFit.No : TypeFit.Of(argument.Type, type));
        }
        return fit;
    }

    /// <summary>Whether a function of a plugin takes a call.</summary>
    public static FunctionFit Of(PluginCatalogEntry entry, CallShape call)
    {
        if (!Stands(entry.Kind, call.Place) || call.IgnoresNulls)
            return FunctionFit.No;
        if (!call.IsCountKnown)
            return FunctionFit.Perhaps;
        PluginFunction function = entry.Function;
        PluginParameter?[] given = new PluginParameter?[call.Arguments.Count];
        for (int i = 0; i < given.Length; i++)
        {
            string name = call.Arguments[i].Name;
            given[i] = name.Length > 0 ? function.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                : i < function.Parameters.Count ? function.Parameters[i]
                : function.FurtherArguments;
        }
        bool isComplete = function.Parameters.All(parameter => parameter.DefaultJson is not null || given.Contains(parameter));
        return !isComplete || given.Contains(null) ? FunctionFit.No
            : given.Zip(call.Arguments, (parameter, argument) => TypeFit.Of(argument.Type, TypeOf(parameter!))).Aggregate(FunctionFit.Yes, Least);
    }

    private static string TypeOf(PluginParameter parameter) => parameter.Type is null ? "ANY" : PluginSignature.SqlName(parameter.Type);

    private static string? AtPlace(EngineRoutine routine, int place) =>
        place < routine.PlacesCount ? routine.TypeOf(place) : routine.FurtherType.Length > 0 ? routine.FurtherType : null;

    private static string? Named(EngineRoutine routine, string name)
    {
        int index = Enumerable.Range(0, routine.Parameters.Count)
            .FirstOrDefault(i => routine.Parameters[i].Equals(name, StringComparison.OrdinalIgnoreCase), -1);
        return index >= 0 ? routine.TypeOf(index) : routine.FurtherType == "ANY" ? "ANY" : null;
    }

    private static bool Stands(EngineRoutine routine, CallPlace place) => place switch
    {
        CallPlace.From => routine.IsTable,
        CallPlace.Window => routine.Kind is "aggregate" or "window",
        CallPlace.Aggregation => routine.Kind is "aggregate",
        _ => routine.Kind is "scalar" or "aggregate" or "macro",
    };

    private static bool Stands(PluginFunctionKind kind, CallPlace place) => place switch
    {
        CallPlace.From => kind == PluginFunctionKind.Table,
        CallPlace.Window => kind is PluginFunctionKind.Aggregate or PluginFunctionKind.Window,
        CallPlace.Aggregation => kind == PluginFunctionKind.Aggregate,
        _ => kind is PluginFunctionKind.Scalar or PluginFunctionKind.Aggregate,
    };

    private static FunctionFit Least(FunctionFit one, FunctionFit other) => one < other ? one : other;
}
