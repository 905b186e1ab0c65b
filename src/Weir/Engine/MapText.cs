using System.Text;

namespace Weir.Engine;

/// <summary>
/// Reads a map as the engine prints it: <c>{name=value, 'a name'='a \'quoted\' value'}</c>. A backslash within quotes stands before what it
/// means literally. Pure; takes any text.
/// </summary>
internal static class MapText
{
    public static List<(string Name, string Value)> Read(string text)
    {
        List<(string Name, string Value)> members = [];
        int at = text.StartsWith('{') ? 1 : 0;
        while (at < text.Length && text[at] != '}')
        {
            string name = Part(text, ref at, '=', '=');
            at++;
            string value = Part(text, ref at, ',', '}');
            members.Add((name, value));
            while (at < text.Length && (text[at] is ',' or ' '))
                at++;
        }
        return members;
    }

    // Up to one of two characters, or in quotes.
    private static string Part(string text, ref int at, char end, char otherEnd)
    {
        StringBuilder part = new();
        bool isQuoted = at < text.Length && text[at] == '\'';
        if (isQuoted)
            at++;
        while (at < text.Length && !(isQuoted ? text[at] == '\'' : text[at] == end || text[at] == otherEnd))
        {
            if (isQuoted && text[at] == '\\' && at + 1 < text.Length)
                at++;
            part.Append(text[at++]);
        }
        if (isQuoted)
            at = Math.Min(at + 1, text.Length);
        return part.ToString();
    }
}
