using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Tests.Plugins.Gate;

public sealed partial class GateRulesTests
{
    private static readonly Lazy<House.SourceFile[]> Sources = new(() => [.. House.House.Read("src").Files]);

    [Fact]
    [Trait("Requirement", "R037")]
    public void No_message_of_the_log_warns_of_a_version_that_does_not_fit() => Assert.DoesNotContain(
        Sources.Value.SelectMany(file => Regex.Matches(file.Text, @"LoggerMessage\(\d+,\s*LogLevel\.Warning,\s*""([^""]*)""").Select(match => match.Groups[1].Value)),
        message => Regex.IsMatch(message, "version.*(differ|match|older|newer|fit)|incompatib", RegexOptions.IgnoreCase));

    [Fact]
    [Trait("Requirement", "R087")]
    public void The_plugin_system_keeps_no_static_state_that_changes()
    {
        // What they look after is the process's own: one handler for a signal, and code that stays loaded.
        string[] ofTheProcess = ["src/Weir/Plugins/Native/SuspensionSignal.cs", "src/Weir/Plugins/Load/BundledContexts.cs"];
        IEnumerable<string> found =
            from file in Sources.Value
            where file.Path.StartsWith("src/Weir/Plugins/", StringComparison.Ordinal) && !ofTheProcess.Contains(file.Path)
            from field in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>()
            where field.Modifiers.Any(SyntaxKind.StaticKeyword) && (!field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) || GrowingType().IsMatch(field.Declaration.Type.ToString()))
                && !field.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "ThreadStatic")
            select $"{file.Path}: {field.Declaration}";
        Assert.Empty(found);
    }

    // Collections that are made to change while others look.
    [GeneratedRegex("^Concurrent|^ConditionalWeakTable")]
    private static partial Regex GrowingType();
}
