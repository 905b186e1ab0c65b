using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.Tests.House;

/// <summary>A source text with comments and string contents blanked, line breaks kept.</summary>
internal static class CodeOnly
{
    public static string Of(string text)
    {
        char[] code = text.ToCharArray();
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia(descendIntoTrivia: true))
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
                Blank(code, trivia.FullSpan.Start, trivia.FullSpan.End);
        foreach (SyntaxToken token in root.DescendantTokens())
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.CharacterLiteralToken)
                Blank(code, token.Span.Start, token.Span.End);
        return new string(code);
    }

    private static void Blank(char[] code, int start, int end)
    {
        for (int i = start; i < end; i++)
            if (code[i] is not ('\n' or '\r'))
                code[i] = ' ';
    }
}
