using System.Globalization;

namespace Weir.CodeGraph.Projects;

/// <summary>
/// A condition of a project file whose properties are replaced: comparisons, <c>and</c>, <c>or</c>, <c>!</c>,
/// parentheses, <c>Exists</c>. Whatever else MSBuild knows is not understood.
/// </summary>
internal sealed class ProjectCondition(string text, string folder)
{
    private int _at;
    private bool _isUnderstood = true;

    /// <returns>Whether it holds; null when it is not understood.</returns>
    public bool? Evaluate()
    {
        bool holds = Or();
        Space();
        return _isUnderstood && _at == text.Length ? holds : null;
    }

    private bool Or()
    {
        bool holds = And();
        while (Take("or"))
            holds |= And();
        return holds;
    }

    private bool And()
    {
        bool holds = Term();
        while (Take("and"))
            holds &= Term();
        return holds;
    }

    private bool Term()
    {
        if (Take("!"))
            return !Term();
        if (Take("("))
        {
            bool inside = Or();
            _isUnderstood &= Take(")");
            return inside;
        }
        if (Take("Exists"))
        {
            _isUnderstood &= Take("(");
            string path = Operand();
            _isUnderstood &= Take(")");
            return path.Length > 0 && Path.Exists(Path.Combine(folder, path.Replace('\\', '/')));
        }
        return Comparison(Operand());
    }

    private bool Comparison(string left)
    {
        foreach (string sign in (string[])["==", "!=", "<=", ">=", "<", ">"])
        {
            if (!Take(sign))
                continue;
            string right = Operand();
            return sign switch
            {
                "==" => left.Equals(right, StringComparison.OrdinalIgnoreCase),
                "!=" => !left.Equals(right, StringComparison.OrdinalIgnoreCase),
                _ => Compares(left, sign, right),
            };
        }
        _isUnderstood &= bool.TryParse(left, out bool holds);
        return holds;
    }

    private bool Compares(string left, string sign, string right)
    {
        if (!double.TryParse(left, CultureInfo.InvariantCulture, out double one) || !double.TryParse(right, CultureInfo.InvariantCulture, out double other))
        {
            _isUnderstood = false;
            return false;
        }
        return sign switch { "<" => one < other, "<=" => one <= other, ">" => one > other, _ => one >= other };
    }

    private string Operand()
    {
        Space();
        int start = _at;
        if (_at < text.Length && text[_at] == '\'')
        {
            int end = text.IndexOf('\'', _at + 1);
            _isUnderstood &= end >= 0;
            _at = end < 0 ? text.Length : end + 1;
            return end < 0 ? "" : text[(start + 1)..end];
        }
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '.' or '_' or '-'))
            _at++;
        _isUnderstood &= _at > start;
        return text[start.._at];
    }

    private bool Take(string token)
    {
        Space();
        bool isThere = text.AsSpan(_at).StartsWith(token, StringComparison.OrdinalIgnoreCase)
            && !(char.IsLetter(token[0]) && _at + token.Length < text.Length && char.IsLetterOrDigit(text[_at + token.Length]));
        _at += isThere ? token.Length : 0;
        return isThere;
    }

    private void Space()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }
}
