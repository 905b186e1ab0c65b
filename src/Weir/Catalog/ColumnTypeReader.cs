using System.Globalization;
using System.Text;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>Reads the text of one type. Used once.</summary>
/// <param name="text">The text.</param>
internal sealed class ColumnTypeReader(string text)
{
    private const int DigitsMax = 38;
    private const int LevelsMax = 64;

    // Every name that the engine takes for a scalar type, with the one that it prints.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = "BOOLEAN", ["BOOL"] = "BOOLEAN", ["LOGICAL"] = "BOOLEAN",
        ["TINYINT"] = "TINYINT", ["INT1"] = "TINYINT", ["SMALLINT"] = "SMALLINT", ["INT2"] = "SMALLINT", ["SHORT"] = "SMALLINT",
        ["INTEGER"] = "INTEGER", ["INT"] = "INTEGER", ["INT4"] = "INTEGER", ["SIGNED"] = "INTEGER",
        ["BIGINT"] = "BIGINT", ["INT8"] = "BIGINT", ["LONG"] = "BIGINT", ["HUGEINT"] = "HUGEINT", ["INT128"] = "HUGEINT",
        ["UTINYINT"] = "UTINYINT", ["UINT8"] = "UTINYINT", ["USMALLINT"] = "USMALLINT", ["UINT16"] = "USMALLINT",
        ["UINTEGER"] = "UINTEGER", ["UINT32"] = "UINTEGER", ["UBIGINT"] = "UBIGINT", ["UINT64"] = "UBIGINT",
        ["UHUGEINT"] = "UHUGEINT", ["UINT128"] = "UHUGEINT", ["BIGNUM"] = "BIGNUM",
        ["FLOAT"] = "FLOAT", ["FLOAT4"] = "FLOAT", ["REAL"] = "FLOAT", ["DOUBLE"] = "DOUBLE", ["FLOAT8"] = "DOUBLE",
        ["VARCHAR"] = "VARCHAR", ["TEXT"] = "VARCHAR", ["STRING"] = "VARCHAR", ["CHAR"] = "VARCHAR", ["BPCHAR"] = "VARCHAR",
        ["BLOB"] = "BLOB", ["BYTEA"] = "BLOB", ["BINARY"] = "BLOB", ["VARBINARY"] = "BLOB", ["BIT"] = "BIT", ["BITSTRING"] = "BIT",
        ["DATE"] = "DATE", ["TIME"] = "TIME", ["TIME_NS"] = "TIME_NS", ["TIMETZ"] = "TIME WITH TIME ZONE",
        ["TIMESTAMP"] = "TIMESTAMP", ["DATETIME"] = "TIMESTAMP", ["TIMESTAMP_US"] = "TIMESTAMP", ["TIMESTAMP_S"] = "TIMESTAMP_S",
        ["TIMESTAMP_MS"] = "TIMESTAMP_MS", ["TIMESTAMP_NS"] = "TIMESTAMP_NS", ["TIMESTAMPTZ"] = "TIMESTAMP WITH TIME ZONE",
        ["INTERVAL"] = "INTERVAL", ["UUID"] = "UUID", ["GUID"] = "UUID", ["JSON"] = "JSON", ["VARIANT"] = "VARIANT",
    };

    private int _at;
    private int _level;

    /// <summary>Reads a type.</summary>
    /// <exception cref="WeirException">WEIR8055.</exception>
    public static ColumnType Parse(string text) => new ColumnTypeReader(text).Read();

    private ColumnType Read()
    {
        ColumnType type = ReadType();
        SkipBlanks();
        return _at == text.Length ? type : throw Problem($"'{text[_at..]}' stands behind its end");
    }

    private ColumnType ReadType()
    {
        if (++_level > LevelsMax)
            throw Problem($"it nests more than {LevelsMax} levels deep");
        string word = ReadWord();
        ColumnType type = word.ToUpperInvariant() switch
        {
            ColumnType.Struct or "ROW" => new ColumnType(ColumnType.Struct) { Parts = ReadFields() },
            ColumnType.Union => new ColumnType(ColumnType.Union) { Parts = ReadFields() },
            ColumnType.Map => ReadMap(),
            ColumnType.Enum => ReadEnum(),
            ColumnType.Decimal or "NUMERIC" or "DEC" => ReadDecimal(),
            _ => ReadScalar(word),
        };
        _level--;
        return ReadBrackets(type);
    }

    private ColumnType ReadScalar(string word)
    {
        if (!Names.TryGetValue(word, out string? name))
            throw Problem($"'{word}' is no type");
        if (name == "DOUBLE")
            TryWord("PRECISION");
        if (name == "VARCHAR" && TryTake('('))
        {
            ReadNumber();
            Require(')');
        }
        bool mayHaveZone = name is "TIME" or "TIMESTAMP";
        if (mayHaveZone && TryWord("WITH"))
            return RequireWords("TIME", "ZONE", new ColumnType($"{name} WITH TIME ZONE"));
        return mayHaveZone && TryWord("WITHOUT") ? RequireWords("TIME", "ZONE", new ColumnType(name)) : new ColumnType(name);
    }

    private ColumnType ReadDecimal()
    {
        (int digits, int scale) = (18, 3);
        if (TryTake('('))
        {
            (digits, scale) = (ReadNumber(), 0);
            if (TryTake(','))
                scale = ReadNumber();
            Require(')');
        }
        if (digits is < 1 or > DigitsMax || scale > digits)
            throw Problem($"a decimal has 1 to {DigitsMax} digits, and at most as many of them behind the point");
        return new ColumnType(ColumnType.Decimal) { Sizes = [digits, scale] };
    }

    private ColumnType ReadMap()
    {
        Require('(');
        ColumnType key = ReadType();
        Require(',');
        ColumnType value = ReadType();
        Require(')');
        return new ColumnType(ColumnType.Map) { Parts = [("", key), ("", value)] };
    }

    private ColumnType ReadEnum()
    {
        List<string> values = [];
        Require('(');
        do
            values.Add(ReadQuoted('\''));
        while (TryTake(','));
        Require(')');
        return new ColumnType(ColumnType.Enum) { Values = values };
    }

    private List<(string, ColumnType)> ReadFields()
    {
        List<(string Name, ColumnType Type)> fields = [];
        Require('(');
        do
        {
            SkipBlanks();
            string name = _at < text.Length && text[_at] == '"' ? ReadQuoted('"') : ReadWord();
            if (fields.Exists(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw Problem($"it has two fields '{name}'");
            fields.Add((name, ReadType()));
        }
        while (TryTake(','));
        Require(')');
        return fields;
    }

    private ColumnType ReadBrackets(ColumnType type)
    {
        while (TryTake('['))
        {
            if (!TryTake(']'))
            {
                type = new ColumnType(ColumnType.Array) { Parts = [("", type)], Sizes = [ReadNumber()] };
                Require(']');
                if (type.Sizes[0] == 0)
                    throw Problem("an array has at least one element");
            }
            else
            {
                type = new ColumnType(ColumnType.List) { Parts = [("", type)] };
            }
        }
        return type;
    }

    private string ReadWord()
    {
        SkipBlanks();
        int start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        return _at > start ? text[start.._at] : throw Expected("a name");
    }

    private int ReadNumber()
    {
        SkipBlanks();
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Expected("a number");
    }

    // A quote inside is written twice.
    private string ReadQuoted(char quote)
    {
        Require(quote);
        StringBuilder value = new();
        while (_at < text.Length)
        {
            char found = text[_at++];
            bool isDoubled = found == quote && _at < text.Length && text[_at] == quote;
            if (found == quote && !isDoubled)
                return value.ToString();
            _at += isDoubled ? 1 : 0;
            value.Append(found);
        }
        throw Expected($"{quote}");
    }

    private ColumnType RequireWords(string first, string second, ColumnType type) =>
        TryWord(first) && TryWord(second) ? type : throw Expected($"{first} {second}");

    private bool TryWord(string word)
    {
        int start = _at;
        SkipBlanks();
        bool isNext = _at < text.Length && char.IsLetter(text[_at]) && ReadWord().Equals(word, StringComparison.OrdinalIgnoreCase);
        _at = isNext ? _at : start;
        return isNext;
    }

    private bool TryTake(char symbol)
    {
        SkipBlanks();
        bool isNext = _at < text.Length && text[_at] == symbol;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void Require(char symbol)
    {
        if (!TryTake(symbol))
            throw Expected($"'{symbol}'");
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private WeirException Expected(string what) =>
        Problem($"{(_at < text.Length ? $"'{text[_at]}'" : "the end")} was found where {what} was expected, at character {_at + 1}");

    private WeirException Problem(string problem) => CatalogErrors.TypeInvalid(text, problem);
}
