using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Parses the assembly's attribute.</summary>
internal static class PluginParser
{
    private const string SemVer = @"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$";

    /// <summary>The plugin that an assembly is; without model and findings when it is none.</summary>
    public static Parsed<PluginModel> Parse(Compilation compilation)
    {
        AttributeData? attribute = compilation.Assembly.GetAttributes().Find("WeirPluginAttribute");
        Location? at = attribute?.ApplicationSyntaxReference?.GetSyntax().GetLocation();
        FindingList findings = new(at);
        if (attribute is null)
            return findings.Close<PluginModel>(null);
        string name = attribute.FirstText() ?? "";
        if (!Regex.IsMatch(name, "^[a-z][a-z0-9_]*$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            findings.Add(DiagnosticTable.PluginNameInvalid, at, name);
        string? version = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value as string : null;
        if (version is not null && !IsVersion(version))
            findings.Add(DiagnosticTable.VersionInvalid, at, version);
        return findings.Close(new PluginModel(name, version)
        {
            IsIsolated = attribute.Named<bool>("Isolated"),
            Features = new EquatableArray<string>(attribute.NamedTexts("Features")),
            Publisher = attribute.Named<string>("Publisher"),
            License = attribute.Named<string>("License"),
            ConfigurationSchema = attribute.Named<string>("ConfigurationSchema"),
        });
    }

    public static bool IsVersion(string text) => Regex.IsMatch(text, SemVer, RegexOptions.None, TimeSpan.FromSeconds(1));
}
