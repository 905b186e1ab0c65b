using System.Text;

namespace Weir.Generators.Emit;

/// <summary>JSON by hand; there is no serializer that a compiler's process surely has.</summary>
internal static class JsonText
{
    public static string Quote(string text)
    {
        StringBuilder json = new("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c) || c is '\u007F' or '\u0085' or '\u2028' or '\u2029')
                json.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            else
                json.Append(c);
        }
        return json.Append('"').ToString();
    }

    public static string Array(IEnumerable<string> texts) => $"[{string.Join(",", texts.Select(Quote))}]";
}
