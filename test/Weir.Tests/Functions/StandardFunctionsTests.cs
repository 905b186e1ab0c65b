using Weir.Engine;
using Weir.Functions;
using Weir.Tests.Engine;

namespace Weir.Tests.Functions;

public sealed class StandardFunctionsTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public StandardFunctionsTests()
    {
        foreach (ScalarFunction function in StandardFunctions.All)
            _engine.Database.Register(function);
    }

    public void Dispose() => _engine.Dispose();

    // The examples of the function contract.
    [Theory]
    [InlineData("stable_hash64('alpha')", "5982700193828047002")]
    [InlineData("stable_hash64('')", "7252660547403494068")]
    [InlineData("stable_hash64(NULL)", "NULL")]
    [InlineData("hash64('alpha')", "5982700193828047002")]
    [InlineData("stable_hash128('beta')", "3fbcb3213a60fe28c29ec4283042c6e2")]
    [InlineData("stable_hash128('')", "cae66941d9efbd404e4d88758ea67670")]
    [InlineData("hash128(NULL)", "NULL")]
    [InlineData("stable_id('node', 'a')", "node:27c35e6e9373877f29e562464e46497e")]
    [InlineData("stable_id('ns', 'alpha')", "ns:b52f7e54cd313e691148cc2c80345831")]
    [InlineData("stable_id(NULL, 'a')", "NULL")]
    [InlineData("stable_id('node', NULL)", "NULL")]
    [InlineData("stable_id_parts('node', 'a', 'b')", "node:065ab5741cdfad44687cf119c1eb4ec9")]
    [InlineData("stable_id_parts('node', 'a', NULL)", "node:e572d4f485d45f5df562e024a5aa26e5")]
    [InlineData("stable_id_parts(NULL, 'a')", "NULL")]
    [InlineData("stable_id_multi('span', 'src/app.py', '0', '12')", "span:736dfa05539715908a2f905ca0604801")]
    [InlineData("utf8_normalize('  Héllo\t World ')", "héllo world")]
    [InlineData("utf8_normalize('ﬁle')", "file")]
    [InlineData("utf8_normalize('ABC', 'NFC', false)", "ABC")]
    [InlineData("utf8_normalize('A  B', 'NFC', true, false)", "a  b")]
    [InlineData("utf8_normalize('ﬁ', NULL, NULL)", "fi")]
    [InlineData("utf8_normalize('   ')", "NULL")]
    [InlineData("utf8_normalize(NULL)", "NULL")]
    [InlineData("normalize_utf8('X')", "x")]
    [InlineData("span_make(1, 5)", "{'bstart': 1, 'bend': 5, 'line_base': 0, 'col_unit': byte, 'end_exclusive': true}")]
    [InlineData("span_make(1, 5, 1, 'utf16', false)", "{'bstart': 1, 'bend': 5, 'line_base': 1, 'col_unit': utf16, 'end_exclusive': false}")]
    [InlineData("span_make(NULL, 5)", "{'bstart': NULL, 'bend': 5, 'line_base': 0, 'col_unit': byte, 'end_exclusive': true}")]
    [InlineData("span_make(7, 5, NULL, NULL, NULL)", "{'bstart': 7, 'bend': 5, 'line_base': NULL, 'col_unit': byte, 'end_exclusive': true}")]
    [InlineData("span(1, 5).col_unit", "byte")]
    public void A_function_gives_what_its_contract_says(string call, string expected) =>
        Assert.Equal(expected, _engine.Text($"SELECT ({call})::VARCHAR"));

    // Each row of hexadecimal digits is decoded as .NET does, which follows the WHATWG Encoding Standard.
    [Theory]
    [InlineData("")]
    [InlineData("41FF42")]
    [InlineData("C3")]
    [InlineData("C342")]
    [InlineData("E282")]
    [InlineData("E28241E282AC")]
    [InlineData("F09F98")]
    [InlineData("F09F9880F09F98F09F9880")]
    [InlineData("C080E0809FEDA080F4908080")]
    [InlineData("808080")]
    [InlineData("EFBBBF4100")]
    public void Bytes_become_text_with_one_replacement_for_each_ill_formed_sequence(string hex)
    {
        string expected = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hex));
        Assert.Equal(expected, _engine.Text($"SELECT utf8_text(unhex('{hex}'))"));
        Assert.Equal(3000, _engine.Scalar(
            $"SELECT count(*) FROM range(3000) WHERE utf8_text(range::VARCHAR::BLOB || unhex('{hex}')) = range || utf8_text(unhex('{hex}'))"));
    }

    [Fact]
    [Trait("Requirement", "R114")]
    [Trait("Requirement", "R116")]
    public void Columns_give_the_same_rows_as_constants_over_many_chunks()
    {
        Assert.Equal(0, _engine.Scalar("""
            SELECT count(*) FROM (SELECT repeat('É x ', (range % 60)::INT) || range AS s FROM range(20000))
            WHERE stable_id('n', s) <> 'n:' || stable_hash128(s) OR stable_id_parts('n', s, NULL) <> stable_id('n', s || chr(31) || '__NULL__')
               OR utf8_normalize(s) <> replace(trim(lower(s)), '  ', ' ')
            """));
        Assert.Equal(20000, _engine.Scalar("SELECT count(DISTINCT stable_hash64(range::VARCHAR)) FROM range(20000)"));
        Assert.Equal(0, _engine.Scalar("SELECT count(stable_id('a', s)) FROM (SELECT ''::VARCHAR s LIMIT 0)"));
        Assert.Equal(1000, _engine.Scalar(
            "SELECT count(*) FROM (SELECT span_make(CASE WHEN range % 2 = 0 THEN range END, range) AS s FROM range(2000)) WHERE s.bstart IS NULL AND s.bend IS NOT NULL"));
    }

    [Fact]
    public void An_option_that_depends_on_the_row_is_refused_before_the_query_runs() =>
        Assert.Contains("give a literal", _engine.Fails("SELECT utf8_normalize('a', f) FROM (VALUES ('NFC'), ('NFD')) t(f)").Message, StringComparison.Ordinal);

    [Fact]
    public void An_id_has_at_most_64_parts()
    {
        Assert.StartsWith("n:", _engine.Text($"SELECT stable_id_parts('n', {string.Join(", ", Enumerable.Repeat("'a'", 64))})"), StringComparison.Ordinal);
        Assert.Contains("at most 64", _engine.Fails($"SELECT stable_id_parts('n', {string.Join(", ", Enumerable.Repeat("'a'", 65))})").Message, StringComparison.Ordinal);
    }
}
