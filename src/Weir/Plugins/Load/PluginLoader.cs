using System.Runtime.CompilerServices;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Load;

/// <summary>Makes a plugin out of a library that opened: the handle, the plugin's name, where it logs.</summary>
internal delegate Plugin OpenNativePlugin(nint library, string name, PluginContext context);

/// <summary>Brings verified plugins into this process, from the bytes that were verified.</summary>
/// <remarks>Safe for use by many threads.</remarks>
internal sealed class PluginLoader(IPluginFiles files, OpenNativePlugin openNative)
{
    /// <summary>Loads a plugin; its code runs from here on.</summary>
    /// <exception cref="WeirException">WEIR3132: it is not what its manifest says. WEIR3136 to WEIR3149: it cannot be loaded. Nothing managed stays.</exception>
    public OpenedPlugin OpenInProcess(VerifiedPlugin verified, PluginContext context)
    {
        OpenedPlugin opened = verified.Manifest.Kind == PluginKind.Managed ? OpenManaged(verified) : OpenNative(verified, context);
        try
        {
            ExportAgreement.Require(verified.Manifest, opened.Plugin);
            return opened;
        }
        catch (Exception e)
        {
            opened.Dispose();
            throw Told(verified, e);
        }
    }

    // What the gate said while the plugin loaded a file stands inside an error of the runtime.
    private static WeirException Told(VerifiedPlugin verified, Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
            if (e is WeirException told)
                return told;
        return PluginOpenErrors.NotLoadable(verified.Path, $"it failed while it was asked what it offers ({error.Message.TrimEnd('.')})", error);
    }

    private OpenedPlugin OpenManaged(VerifiedPlugin verified)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            throw PluginOpenErrors.NotLoadable(verified.Path, "this host was compiled ahead of time and cannot load assemblies; use the plugin's native build");
        if (RequiredPlugins.IsBundled(verified.Manifest.Name))
            return new OpenedPlugin(BundledContexts.MakeEntry(verified, files), null);
        ManagedPluginContext context = new(verified, files, isCollectible: true);
        try
        {
            return new OpenedPlugin(context.MakeEntry(context.LoadAssembly()), context);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    private OpenedPlugin OpenNative(VerifiedPlugin verified, PluginContext context)
    {
        nint library = NativeImage.Load(verified.Path, verified.Sha256, verified.File.Bytes.Span);
        return new OpenedPlugin(openNative(library, verified.Manifest.Name, context), null);
    }
}
