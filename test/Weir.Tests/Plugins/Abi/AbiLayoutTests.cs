using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Abi;
using Weir.Tests.House;

namespace Weir.Tests.Plugins.Abi;

/// <summary>The header, the C# structs and the golden table of ABI 1.0 agree in every size and offset.</summary>
[Trait("Requirement", "R157")]
public sealed class AbiLayoutTests
{
    private const string Golden = "docs/abi/1.0.txt";

    private static readonly (Type Type, string Name)[] Structs =
    [
        (typeof(CArrowSchema), "struct ArrowSchema"), (typeof(CArrowArray), "struct ArrowArray"), (typeof(CArrowArrayStream), "struct ArrowArrayStream"),
        (typeof(AbiText), "weir_text"), (typeof(AbiError), "weir_error"), (typeof(AbiHost), "weir_host"), (typeof(AbiConfiguration), "weir_configuration"),
        (typeof(AbiControl), "weir_control"), (typeof(AbiParameter), "weir_parameter"), (typeof(AbiBinding), "weir_binding"), (typeof(AbiBatch), "weir_batch"),
        (typeof(AbiFunction), "weir_function"), (typeof(AbiFilter), "weir_filter"), (typeof(AbiScan), "weir_scan"), (typeof(AbiTable), "weir_table"),
        (typeof(AbiProvider), "weir_provider"), (typeof(AbiPlanner), "weir_planner"), (typeof(AbiPlugin), "weir_plugin"),
    ];

    [Fact]
    public async Task The_header_gives_the_golden_table() => Repository.MustMatch(Golden, Head + await TableOf("include"));

    [Fact]
    [Trait("Requirement", "R070")]
    public async Task The_frozen_header_of_1_0_gives_the_same_table() =>
        Assert.Equal(Repository.Read(Golden), Head + await TableOf("test/fixtures/frozen-1.0"));

    [Fact]
    public void The_structs_of_the_contract_give_the_golden_table()
    {
        StringBuilder table = new(Head);
        foreach ((Type type, string name) in Structs)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name} {Marshal.SizeOf(type)}\n");
            foreach (FieldInfo field in Fields(type))
                table.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {CName(field)} {Marshal.OffsetOf(type, field.Name)}\n");
        }
        Assert.Equal(Repository.Read(Golden), table.ToString());
    }

    [Fact]
    public void No_struct_has_a_gap_where_the_header_could_hold_a_field_that_the_contract_does_not_know()
    {
        foreach ((Type type, string name) in Structs)
        {
            int end = 0;
            foreach (FieldInfo field in Fields(type))
            {
                Assert.True((int)Marshal.OffsetOf(type, field.Name) == end, $"{name}.{CName(field)} does not stand right behind the field before it");
                end += SizeOf(field);
            }
            Assert.True(end == Marshal.SizeOf(type), $"{name} has bytes behind its last field");
        }
    }

    [Fact]
    public void The_numbers_of_the_header_are_those_of_the_contract()
    {
        string header = Repository.Read("include/weir_plugin.h");
        Dictionary<string, string> said = Regex.Matches(header, @"\b(WEIR_\w+)\s*=\s*([\d<\s]+?)\s*[,/}\n]")
            .Concat(Regex.Matches(header, @"#define (WEIR_\w+_MAJOR|WEIR_\w+_MINOR|WEIR_MAGIC) (\S+)")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim());
        Assert.Equal($"{PluginAbi.Major}", said["WEIR_ABI_MAJOR"]);
        Assert.Equal($"{PluginAbi.Minor}", said["WEIR_ABI_MINOR"]);
        Assert.Equal($"{PluginAbi.EngineMajor}", said["WEIR_ENGINE_MAJOR"]);
        Assert.Equal($"{PluginAbi.ArrowMajor}", said["WEIR_ARROW_MAJOR"]);
        Assert.Equal($"UINT64_C(0x{PluginAbi.Magic:X})", said["WEIR_MAGIC"]);
        foreach (PluginCapabilities bit in Enum.GetValues<PluginCapabilities>().Where(bit => bit != 0))
            Assert.Equal(bit, (PluginCapabilities)Number(said["WEIR" + Snake(bit.ToString()).ToUpperInvariant()]));
        foreach (FilterOperator kind in Enum.GetValues<FilterOperator>())
            Assert.Equal((int)kind, Number(said["WEIR" + Snake(kind.ToString()).ToUpperInvariant()]));
        foreach (FilterSupport support in Enum.GetValues<FilterSupport>())
            Assert.Equal((int)support, Number(said["WEIR_FILTER" + Snake(support.ToString()).ToUpperInvariant()]));
        foreach (PluginLogLevel level in Enum.GetValues<PluginLogLevel>())
            Assert.Equal((int)level, Number(said["WEIR_LOG" + Snake(level.ToString()).ToUpperInvariant()]));
        foreach (AbiStatus status in Enum.GetValues<AbiStatus>())
            Assert.Equal((int)status, Number(said[status == AbiStatus.InputOutput ? "WEIR_IO" : "WEIR" + Snake(status.ToString()).ToUpperInvariant()]));
    }

    [Fact]
    [Trait("Requirement", "R039")]
    [Trait("Requirement", "R086")]
    public void The_policy_says_of_each_field_whether_a_host_checks_it()
    {
        string policy = Repository.Read("COMPATIBILITY.md");
        string table = policy[policy.IndexOf("| field of `weir_plugin` |", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n\n", StringComparison.Ordinal)];
        Assert.Equal(
            Fields(typeof(AbiPlugin)).Select(CName).Order(StringComparer.Ordinal),
            Regex.Matches(table, "`([a-z_]+)`").Select(match => match.Groups[1].Value).Where(name => name != "weir_plugin").Order(StringComparer.Ordinal));
    }

    private const string Head = "ABI 1.0 of include/weir_plugin.h where pointers have 8 bytes: sizes, and the offset of each field. No line ever changes.\n";

    private static async Task<string> TableOf(string includeFolder)
    {
        StringBuilder source = new("#include <stdio.h>\n#include \"weir_plugin.h\"\nint main(void) {\n");
        foreach ((Type type, string name) in Structs)
        {
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"  printf(\"{name} %zu\\n\", sizeof({name}));\n");
            foreach (string field in Fields(type).Select(CName))
                source.Append(System.Globalization.CultureInfo.InvariantCulture, $"  printf(\"  {field} %zu\\n\", offsetof({name}, {field}));\n");
        }
        source.Append("  return 0;\n}\n");
        string folder = Path.Combine(AppContext.BaseDirectory, "native-fixtures", "layout-" + includeFolder.Replace('/', '-'));
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "layout.c");
        await File.WriteAllTextAsync(file, source.ToString());
        string program = CompiledPlugin.Program("layout", [file, $"{includeFolder}/weir_plugin.h"], "-I" + Path.Combine(Repository.Folder, includeFolder));
        ProcessResult result = await ChildProcess.RunAsync(program, [], folder);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    private static FieldInfo[] Fields(Type type) =>
        [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public).OrderBy(field => (int)Marshal.OffsetOf(type, field.Name))];

    private static int SizeOf(FieldInfo field)
    {
        Type type = field.FieldType;
        if (type.IsPointer || type.IsFunctionPointer)
            return 8;
        return field.GetCustomAttribute<System.Runtime.CompilerServices.FixedBufferAttribute>() is { } room ? room.Length : Marshal.SizeOf(type);
    }

    private static string CName(FieldInfo field) => field.Name switch
    {
        "ChildCount" => "n_children",
        "BufferCount" => "n_buffers",
        "Operator" => "operator_kind",
        _ => Snake(field.Name)[1..],
    };

    // _snake_case, with the underscore in front.
    private static string Snake(string name) => Regex.Replace(name, "[A-Z]", letter => "_" + letter.Value.ToLowerInvariant());

    private static int Number(string text) =>
        text.Split("<<").Select(part => int.Parse(part.Trim(), System.Globalization.CultureInfo.InvariantCulture)).Aggregate((value, shift) => value << shift);
}
