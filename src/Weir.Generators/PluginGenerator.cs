using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Weir.Generators.Emit;
using Weir.Generators.Model;
using Weir.Generators.Parse;

namespace Weir.Generators;

/// <summary>
/// Makes a plugin of an assembly with <c>[assembly: WeirPlugin]</c>: a class for each export, with the loops, the
/// plugin's class and the manifest. Declarations are parsed into models without positions, which are compared by
/// value, so an edit elsewhere emits nothing anew.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PluginGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that parses exports; for tests of its caching.</summary>
    internal const string ExportStep = "Export";

    /// <summary>Name of the step that gathers a plugin; for tests of its caching.</summary>
    internal const string PluginStep = "Plugin";

    private const string Attributes = "Weir.Plugins.";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<BuildModel> build = context.AnalyzerConfigOptionsProvider.Select((options, _) => Build(options.GlobalOptions));
        IncrementalValueProvider<Parsed<PluginModel>> plugin = context.CompilationProvider.Select((compilation, _) => PluginParser.Parse(compilation));
        IncrementalValuesProvider<Parsed<FunctionModel>>[] exports =
        [
            Exports<MethodDeclarationSyntax>(context, "ScalarFunctionAttribute", ScalarParser.Scalar),
            Exports<TypeDeclarationSyntax>(context, "AggregateFunctionAttribute", AggregateParser.Parse),
            Exports<MethodDeclarationSyntax>(context, "WindowFunctionAttribute", ScalarParser.Window),
            Exports<MethodDeclarationSyntax>(context, "TableFunctionAttribute", TableParser.Function),
            Exports<MemberDeclarationSyntax>(context, "TableProviderAttribute", TableParser.Provider),
            Exports<MethodDeclarationSyntax>(context, "RelationPlannerAttribute", TableParser.Planner),
        ];
        IncrementalValueProvider<PluginModel?> model = plugin.Select((parsed, _) => parsed.Model).WithTrackingName(PluginStep);
        IncrementalValueProvider<EquatableArray<Parsed<FunctionModel>>> all = All(exports);
        IncrementalValueProvider<EquatableArray<FunctionModel>> unique =
            all.Select((parsed, _) => NameCheck.Unique(parsed.Select(one => one.Model).OfType<FunctionModel>())).WithTrackingName(ExportStep);

        // Positions go no further than to the diagnostics.
        context.RegisterSourceOutput(all.Combine(plugin), (output, pair) => Report(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(
            unique.SelectMany((models, _) => models).Combine(model.Select((found, _) => found?.Name)),
            (output, pair) => EmitExport(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(unique.Combine(model).Combine(build), (output, triple) => EmitPlugin(output, triple.Left.Right, triple.Right, triple.Left.Left));
    }

    private static IncrementalValuesProvider<Parsed<FunctionModel>> Exports<TSyntax>(
        IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, Parsed<FunctionModel>> parse)
        where TSyntax : SyntaxNode => context.SyntaxProvider
            .ForAttributeWithMetadataName(Attributes + attribute, (node, _) => node is TSyntax, (found, _) => parse(found));

    private static IncrementalValueProvider<EquatableArray<Parsed<FunctionModel>>> All(IncrementalValuesProvider<Parsed<FunctionModel>>[] exports) =>
        exports.Select(kind => kind.Collect().Select((parsed, _) => new EquatableArray<Parsed<FunctionModel>>([.. parsed])))
            .Aggregate((left, right) => left.Combine(right).Select((pair, _) => new EquatableArray<Parsed<FunctionModel>>([.. pair.Left, .. pair.Right])));

    private static BuildModel Build(AnalyzerConfigOptions options)
    {
        string Property(string name) => options.TryGetValue("build_property." + name, out string? value) ? value : "";
        string version = Property("Version");
        return new BuildModel(
            PluginParser.IsVersion(version) ? version : "0.0.0",
            Property("WeirPluginBuildId"),
            Property("WeirPluginNative").Equals("true", StringComparison.OrdinalIgnoreCase));
    }

    private static void EmitExport(SourceProductionContext output, FunctionModel export, string? plugin)
    {
        if (plugin is not null)
            output.AddSource($"{export.ClassName}.g.cs", PluginEmitter.ExportFile(export, plugin));
    }

    private static void EmitPlugin(SourceProductionContext output, PluginModel? plugin, BuildModel build, EquatableArray<FunctionModel> exports)
    {
        if (plugin is null)
            return;
        output.AddSource("Plugin.g.cs", PluginEmitter.PluginFile(plugin, build, exports));
        output.AddSource("Manifest.g.cs", ManifestEmitter.File(plugin, build, exports));
    }

    private static void Report(SourceProductionContext output, EquatableArray<Parsed<FunctionModel>> exports, Parsed<PluginModel> plugin)
    {
        bool isPlugin = plugin.Model is not null || plugin.Findings.Count > 0;
        IEnumerable<Finding> findings = plugin.Findings
            .Concat(exports.SelectMany(export => export.Findings))
            .Concat(NameCheck.Check(exports, isPlugin));
        foreach (Finding finding in findings)
            output.ReportDiagnostic(Diagnostic.Create(DiagnosticTable.Of(finding.Id), finding.Place.Location, [.. finding.Words]));
    }
}
