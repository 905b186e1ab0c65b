using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.CodeGraph.Sources;

/// <summary>The names of the compiler's kinds of syntax, as text and as UTF-8, made once.</summary>
internal static class KindNames
{
    private static readonly Dictionary<int, KindName> Names = Enum.GetValues<SyntaxKind>().Distinct().ToDictionary(kind => (int)kind, kind => new KindName(kind.ToString()));

    public static KindName Of(int rawKind) => Names[rawKind];

    /// <summary>A kind's name in both forms.</summary>
    internal sealed class KindName(string text)
    {
        public string Text => text;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);
    }
}
