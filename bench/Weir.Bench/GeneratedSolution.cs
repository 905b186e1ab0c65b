using System.Globalization;
using System.Text;

namespace Weir.Bench;

/// <summary>A solution of ten projects that lean on each other, 2,000 files and 400,000 lines of code in ordinary style.</summary>
internal static class GeneratedSolution
{
    private const int Projects = 10, FilesAProject = 200, MethodsAFile = 10;

    public static void Write(string folder)
    {
        StringBuilder solution = new("<Solution>\n");
        for (int project = 0; project < Projects; project++)
        {
            string name = $"Part{project}";
            Directory.CreateDirectory(Path.Combine(folder, name));
            string reference = project == 0 ? "" : $"""<ItemGroup><ProjectReference Include="../Part{project - 1}/Part{project - 1}.csproj" /></ItemGroup>""";
            File.WriteAllText(Path.Combine(folder, name, $"{name}.csproj"),
                $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>{reference}</Project>");
            solution.Append(CultureInfo.InvariantCulture, $"  <Project Path=\"{name}/{name}.csproj\" />\n");
            for (int file = 0; file < FilesAProject; file++)
                File.WriteAllText(Path.Combine(folder, name, $"Ledger{file}.cs"), Text(project, file));
        }
        File.WriteAllText(Path.Combine(folder, "Generated.slnx"), solution.Append("</Solution>\n").ToString());
    }

    private static string Text(int project, int file)
    {
        StringBuilder text = new();
        string other = project == 0 ? $"Ledger{(file + 1) % FilesAProject}" : $"Part{project - 1}.Ledger{file}";
        text.Append(CultureInfo.InvariantCulture, $$"""
            namespace Part{{project}};

            /// <summary>Entries of one kind, kept in the order in which they came.</summary>
            public sealed class Ledger{{file}} : IComparable<Ledger{{file}}>
            {
                private readonly List<int> _entries = [];
                private readonly Dictionary<string, decimal> _totals = new(StringComparer.Ordinal);

                public event Action<int>? Changed;

                public int Count => _entries.Count;

                public string Title { get; init; } = "ledger";

                public int CompareTo(Ledger{{file}}? other) => Count.CompareTo(other?.Count ?? 0);

            """);
        for (int method = 0; method < MethodsAFile; method++)
            text.Append(CultureInfo.InvariantCulture, $$"""

                /// <summary>Books an amount and tells how much there is.</summary>
                /// <param name="amount">What is booked.</param>
                public decimal Book{{method}}(int amount, string account)
                {
                    if (amount < {{method}} || string.IsNullOrEmpty(account))
                        throw new ArgumentOutOfRangeException(nameof(amount), $"{Title}: {amount} is too little.");
                    _entries.Add(amount);
                    decimal total = _totals.TryGetValue(account, out decimal known) ? known + amount : amount;
                    foreach (int entry in _entries.Where(entry => entry > amount).OrderBy(entry => entry))
                    {
                        total += entry % 2 == 0 ? entry : -entry;
                        if (total > {{other}}.Limit(entry))
                            break;
                    }
                    _totals[account] = total;
                    Changed?.Invoke(_entries.Count);
                    return Math.Round(total, 2);
                }

            """);
        return text.Append("""

                public static decimal Limit(int entry) => entry * 100m;
            }

            """).ToString();
    }
}
