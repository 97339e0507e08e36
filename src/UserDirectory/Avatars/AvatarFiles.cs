using System.Text.Json;
using UserDirectory.Outbox;

namespace UserDirectory.Avatars;

/// <summary>Deletes the files of pictures that no account has any more, after the commit that took them away.</summary>
internal sealed class AvatarFiles(IAvatarStore store) : IOutboxHandler
{
    public string Kind => OutboxKinds.AvatarFiles;

    /// <summary>The message names the person in its payload alone: it outlives the account.</summary>
    /// <param name="version">One upload; null for all of the person's.</param>
    public static OutboxMessage Delete(Guid userId, Guid? version) =>
        OutboxMessage.Create(OutboxKinds.AvatarFiles, new Deletion(userId, version));

    public async Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var deletion = JsonSerializer.Deserialize<Deletion>(message.Payload)!;
        try
        {
            await store.DeleteAsync(deletion.UserId, deletion.Version, cancellationToken);
            return new OutboxDelivery.Delivered();
        }
        catch (IOException exception)
        {
            return new OutboxDelivery.Failed(exception.Message);
        }
    }

    private sealed record Deletion(Guid UserId, Guid? Version);
}
