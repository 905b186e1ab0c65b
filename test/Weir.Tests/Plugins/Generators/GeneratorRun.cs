using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Weir.Generators;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>One run of the generator over sources in memory.</summary>
internal sealed class GeneratorRun
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using Weir.Arrow;
        global using Weir.Plugins;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "Weir.Contract.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private readonly Compilation _output;

    private GeneratorRun(GeneratorDriver driver, Compilation output)
    {
        Driver = driver;
        _output = output;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>What the generator reports, and errors of the compiler in what it wrote.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
    [
        .. Driver.GetRunResult().Diagnostics,
        .. _output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
    ];

    public static GeneratorRun Of(string source, params (string Property, string Value)[] build) => Of("Generated", [source], build);

    /// <summary>A run over several files, for an assembly of a name.</summary>
    public static GeneratorRun Of(string assembly, IReadOnlyList<string> sources, params (string Property, string Value)[] build)
    {
        CSharpCompilation compilation = Compile(assembly, sources);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new PluginGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new BuildOptions(build.ToDictionary(pair => "build_property." + pair.Property, pair => pair.Value)),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorRun(driver, output);
    }

    /// <summary>The same driver over other sources: what is unchanged comes from its cache.</summary>
    public GeneratorRun Again(string source)
    {
        GeneratorDriver driver = Driver.RunGeneratorsAndUpdateCompilation(Compile("Generated", [source]), out Compilation output, out _);
        return new GeneratorRun(driver, output);
    }

    /// <summary>A file that the generator wrote.</summary>
    public string File(string name) =>
        Driver.GetRunResult().GeneratedTrees.Single(tree => Path.GetFileName(tree.FilePath) == name).ToString();

    /// <summary>The compiled plugin.</summary>
    public byte[] Image()
    {
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = _output.Emit(image);
        Assert.True(result.Success && Diagnostics.Count == 0, string.Join(Environment.NewLine, Diagnostics.Concat(result.Diagnostics)));
        return image.ToArray();
    }

    /// <summary>Loads the compiled plugin.</summary>
    public Plugin Load()
    {
        using MemoryStream image = new(Image());
        Type type = new AssemblyLoadContext(nameof(GeneratorRun)).LoadFromStream(image).GetTypes()
            .Single(type => type.IsSubclassOf(typeof(Plugin)));
        return (Plugin)Activator.CreateInstance(type)!;
    }

    private static CSharpCompilation Compile(string assembly, IReadOnlyList<string> sources) => CSharpCompilation.Create(
        assembly,
        [
            CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs"),
            .. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, i == 0 ? "Source.cs" : $"Source{i}.cs")),
        ],
        References.Value,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    private sealed class BuildOptions(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
                values.TryGetValue(key, out value);
        }
    }
}
