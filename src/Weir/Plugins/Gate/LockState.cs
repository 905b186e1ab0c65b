using System.Text;
using Weir.Plugins.Discovery;

namespace Weir.Plugins.Gate;

/// <summary>The lock as a host finds it.</summary>
/// <param name="Path">Full path of the lock file.</param>
/// <param name="Mode">What it means.</param>
/// <param name="Lock">What it says; null when there is none or none that counts.</param>
/// <param name="Fault">Why it cannot be used.</param>
internal sealed record LockState(string Path, PluginLockMode Mode, PluginLock? Lock, WeirException? Fault)
{
    private const int BytesMax = 16 << 20;

    public static LockState Read(IPluginFiles files, string baseFolder, PluginTrust trust)
    {
        string path = System.IO.Path.GetFullPath(trust.LockPath, baseFolder);
        if (trust.LockMode == PluginLockMode.Ignored)
            return new LockState(path, trust.LockMode, null, null);
        if (!files.HasFile(path))
        {
            return new LockState(path, trust.LockMode, null,
                trust.LockMode == PluginLockMode.Required ? PluginGateErrors.LockMissing(path) : null);
        }
        try
        {
            return new LockState(path, trust.LockMode, LockReader.Read(Encoding.UTF8.GetString(files.Read(path, BytesMax)), $"'{path}'"), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LockState(path, trust.LockMode, null, PluginGateErrors.Unreadable(path, e.Message.TrimEnd('.'), e));
        }
        catch (WeirException fault)
        {
            return new LockState(path, trust.LockMode, null, fault);
        }
    }
}
