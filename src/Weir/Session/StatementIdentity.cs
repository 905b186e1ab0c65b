using Weir.Diagnostics;
using Weir.Hashing;

namespace Weir.Sessions;

/// <summary>What may be told of a statement's text: the text without data, and a hash by which runs of it are counted together.</summary>
/// <param name="Text">As <see cref="SanitizedSql"/> writes it.</param>
/// <param name="Hash">BLAKE3, 64 hexadecimal digits; the same for texts that differ in data, comments and white space alone.</param>
internal sealed record StatementIdentity(string Text, string Hash)
{
    public static StatementIdentity Of(string sql)
    {
        string text = SanitizedSql.Of(sql);
        return new StatementIdentity(text, new FieldHash("weir.statement_text.v1").Add("text", text).ToHex());
    }
}
