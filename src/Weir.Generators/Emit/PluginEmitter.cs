using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the files of a plugin: its own class, and one file for each export.</summary>
internal static class PluginEmitter
{
    private static readonly (FunctionKind Kind, string Type, string Property)[] Lists =
    [
        (FunctionKind.Scalar, "PluginScalar", "Scalars"),
        (FunctionKind.Aggregate, "PluginAggregate", "Aggregates"),
        (FunctionKind.Window, "PluginWindow", "Windows"),
        (FunctionKind.Table, "PluginTableFunction", "TableFunctions"),
        (FunctionKind.Provider, "PluginTableProvider", "TableProviders"),
        (FunctionKind.Planner, "PluginRelationPlanner", "RelationPlanners"),
    ];

    /// <summary>The file of one export.</summary>
    public static string ExportFile(FunctionModel export, string plugin)
    {
        CodeWriter code = Begin();
        string pluginClass = CSharpText.PluginClass(plugin);
        switch (export.Kind)
        {
            case FunctionKind.Scalar: ScalarEmitter.Emit(code, export, pluginClass); break;
            case FunctionKind.Aggregate: AggregateEmitter.Emit(code, export, pluginClass); break;
            case FunctionKind.Window: WindowEmitter.Emit(code, export, pluginClass); break;
            case FunctionKind.Table: TableEmitter.Emit(code, export, pluginClass); break;
            case FunctionKind.Provider: ProviderEmitter.Provider(code, export, pluginClass); break;
            default: ProviderEmitter.Planner(code, export, pluginClass); break;
        }
        return code.ToString();
    }

    /// <summary>The file of the plugin's class.</summary>
    public static string PluginFile(PluginModel plugin, BuildModel build, IReadOnlyList<FunctionModel> exports)
    {
        CodeWriter code = Begin();
        string name = CSharpText.PluginClass(plugin.Name);
        using (code.Open($"public sealed class {name} : Plugin"))
        {
            using (code.Open($"public {name}()"))
                foreach ((FunctionKind kind, _, string property) in Lists.Where(list => exports.Any(export => export.Kind == list.Kind)))
                    code.Line($"{property} = {CSharpText.List(exports.Where(export => export.Kind == kind).Select(Made))};");
            code.Line($"public override PluginDescription Description {{ get; }} = {Description(plugin, build)};");
            foreach ((FunctionKind kind, string type, string property) in Lists.Where(list => exports.Any(export => export.Kind == list.Kind)))
                code.Line($"public override global::System.Collections.Generic.IReadOnlyList<{type}> {property} {{ get; }}");
            code.Line("internal PluginContext Context { get; private set; } = PluginContext.Empty;");
            code.Line("protected override void OnConfigure(PluginContext context) => Context = context;");
            code.Line("protected override void OnReset() => Context = PluginContext.Empty;");
            if (build.IsNative)
                Export(code, name);
        }
        return code.ToString();
    }

    private static void Export(CodeWriter code, string pluginClass)
    {
        code.Line("[global::System.Runtime.InteropServices.UnmanagedCallersOnly(EntryPoint = PluginAbi.EntryPoint)]");
        code.Line($"internal static unsafe void* Enter(void* host, void* error) => PluginExport.Enter(static () => new {pluginClass}(), host, error);");
    }

    private static CodeWriter Begin()
    {
        CodeWriter code = CodeWriter.File();
        code.Line("using Weir.Arrow;");
        code.Line("using Weir.Plugins.Loops;");
        code.Line();
        code.Line($"namespace {CSharpText.Namespace};");
        code.Line();
        return code;
    }

    private static string Made(FunctionModel export) =>
        export is { Kind: FunctionKind.Provider, RowType: string own } ? $"new {own}()" : $"new {export.ClassName}(this)";

    private static string Description(PluginModel plugin, BuildModel build) =>
        $"new({CSharpText.Quote(plugin.Name)}, {CSharpText.Quote(plugin.Version ?? build.Version)}) {{ "
        + $"BuildId = {CSharpText.Quote(build.BuildId)}, "
        + $"Features = {CSharpText.List(plugin.Features.Select(CSharpText.Quote))}, "
        + $"ConfigurationSchemaJson = {CSharpText.Quote(plugin.ConfigurationSchema, "null")} }}";
}
