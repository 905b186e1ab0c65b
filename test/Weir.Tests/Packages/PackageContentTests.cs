using System.IO.Compression;
using System.Xml.Linq;

namespace Weir.Tests.Packages;

[Collection(PackageTests.Name)]
[Trait("Category", "Slow")]
[Trait("Category", "Packages")]
public sealed class PackageContentTests(PackedPackages packages)
{
    private static readonly string[] Documents = ["CHANGELOG.md", "COMPATIBILITY.md", "README.md"];

    /// <summary>Platforms whose engine library the pinned packages hold; docs/packaging.md has the same list.</summary>
    private static readonly string[] Runtimes = ["linux-musl-x64", "linux-x64"];

    private static readonly string[] Plugins =
    [
        .. new[] { "Weir.CodeFunctions.dll", "plugin.json" }.Select(file => $"plugins/weir_code_functions/{file}"),
        .. new[] { "Microsoft.CodeAnalysis.CSharp.dll", "Microsoft.CodeAnalysis.dll", "THIRD-PARTY-NOTICES.txt", "Weir.CodeGraph.dll", "plugin.json" }
            .Select(file => $"plugins/weir_code_graph/{file}"),
    ];

    /// <summary>The child process that runs plugins apart, with all that it needs.</summary>
    private static readonly string[] Worker =
    [
        .. new[]
        {
            "Microsoft.Extensions.DependencyInjection.Abstractions.dll", "Microsoft.Extensions.Logging.Abstractions.dll",
            "Microsoft.Extensions.Options.dll", "Microsoft.Extensions.Primitives.dll",
            "Weir.Contract.dll", "Weir.Worker.deps.json", "Weir.Worker.dll", "Weir.Worker.runtimeconfig.json", "Weir.dll",
        }.Select(file => $"weir-worker/{file}"),
    ];

    [Fact]
    [Trait("Requirement", "R001")]
    [Trait("Requirement", "R004")]
    [Trait("Requirement", "R019")]
    [Trait("Requirement", "R069")]
    public void The_package_Weir_holds_these_files_and_no_others() => Holds(
        "Weir",
        [
            "lib/net10.0/Weir.dll", "lib/net10.0/Weir.xml",
            .. Runtimes.Select(runtime => $"runtimes/{runtime}/native/libduckdb.so"),
            "buildTransitive/Weir.targets",
            .. Plugins, .. Worker,
        ]);

    [Fact]
    public void The_package_Weir_Contract_holds_these_files_and_no_others() => Holds(
        "Weir.Contract",
        [
            "analyzers/dotnet/cs/Weir.Generators.dll",
            "build/Weir.Contract.props", "build/Weir.Contract.targets",
            "include/weir_plugin.h",
            "lib/net10.0/Weir.Contract.dll", "lib/net10.0/Weir.Contract.xml",
            "lib/net9.0/Weir.Contract.dll", "lib/net9.0/Weir.Contract.xml",
        ]);

    [Theory]
    [InlineData("Weir.HealthChecks", "Microsoft.Extensions.Diagnostics.HealthChecks")]
    [InlineData("Weir.OpenTelemetry", "OpenTelemetry.Api")]
    public void A_package_beside_the_library_holds_an_assembly_and_asks_for_what_it_joins(string id, string other)
    {
        Holds(id, [$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"]);
        XNamespace format = Specification(id).Root!.Name.Namespace;
        // Versions that are pinned here come with what they are pinned for.
        string[] pinned = [.. new[] { "DependencyInjection.Abstractions", "Logging.Abstractions", "Options" }.Select(name => $"Microsoft.Extensions.{name}")];
        Assert.Equal(
            [.. pinned.Append(other).Append("Weir").Order(StringComparer.Ordinal)],
            Specification(id).Descendants(format + "dependency").Select(item => item.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_Weir_Templates_holds_these_files_and_no_others() => Holds(
        "Weir.Templates",
        [
            .. new[] { ".template.config/template.json", "MyPlugin.cs", "MyPlugin.csproj" }.Select(file => $"content/weir-plugin/{file}"),
            .. new[] { ".template.config/template.json", "arrow_build.h", "build.sh", "my_plugin.c", "plugin.json", "weir_plugin.h" }
                .Select(file => $"content/weir-plugin-c/{file}"),
        ]);

    [Fact]
    public void The_tool_holds_the_engine_of_every_platform_and_none_beside_it()
    {
        string[] files = Files("Weir.Cli");
        foreach (string file in (string[])["Weir.Cli.dll", "Weir.dll", "Weir.Contract.dll", "DotnetToolSettings.xml", .. Plugins, .. Worker])
            Assert.Contains($"tools/net10.0/any/{file}", files);
        Assert.Equal(
            Runtimes.Select(runtime => $"tools/net10.0/any/runtimes/{runtime}/native/libduckdb.so"),
            files.Where(file => file.EndsWith("libduckdb.so", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_packages_have_one_version_and_ask_for_each_other_by_it()
    {
        XNamespace format = Specification("Weir").Root!.Name.Namespace;
        XElement[] dependencies = [.. Specification("Weir").Descendants(format + "dependency")];
        Assert.Equal(PackedPackages.Version, dependencies.Single(item => item.Attribute("id")!.Value == "Weir.Contract").Attribute("version")!.Value);
        Assert.Empty(Specification("Weir.Contract").Descendants(format + "dependency"));
    }

    [Fact]
    [Trait("Requirement", "R022")]
    public void Each_assembly_of_the_house_is_in_one_library_package_only()
    {
        string[] assemblies =
        [
            .. new[] { "Weir", "Weir.Contract", "Weir.HealthChecks", "Weir.OpenTelemetry" }.SelectMany(Files)
                .Where(file => file.StartsWith("lib/net10.0/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal))
                .Select(Path.GetFileName)!,
        ];
        Assert.Equal(assemblies.Distinct(), assemblies);
    }

    private void Holds(string id, IEnumerable<string> expected) =>
        Assert.Equal([.. expected.Concat(Documents).Append($"{id}.nuspec").Order(StringComparer.Ordinal)], Files(id));

    // Without what the package format itself adds.
    private string[] Files(string id)
    {
        using ZipArchive package = packages.Open(id);
        return
        [
            .. package.Entries.Select(entry => entry.FullName)
                .Where(name => name is not "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private XDocument Specification(string id)
    {
        using ZipArchive package = packages.Open(id);
        using Stream text = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(text);
    }
}
