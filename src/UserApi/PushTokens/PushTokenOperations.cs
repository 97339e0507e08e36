using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.PushTokens;
using UserApi.Documentation;
using UserDirectory.PushTokens;

namespace UserApi.PushTokens;

/// <summary>The reference of devices for push messages.</summary>
internal static class PushTokenOperations
{
    private static readonly PushTokenResource Device = new()
    {
        Id = Guid.Parse("019a0b61-3f10-7a55-9a10-2d1f0b0b7e21"),
        Platform = PushPlatforms.Fcm,
        Token = "…x7Q2aP",
        DeviceName = "My phone",
        ClientId = "spa",
        CreatedAt = Examples.Profile.CreatedAt,
        UpdatedAt = Examples.Profile.UpdatedAt,
    };

    private static readonly OperationParameter Id = new("id", "path", "The device's id.") { Format = "uuid", Example = Device.Id };

    private static readonly Dictionary<int, string> Absent = new() { [StatusCodes.Status404NotFound] = "You have no such device." };

    public static Operation List { get; } = new("listPushTokens", OperationGroups.Preferences, "List your devices for push messages",
        $"At most {PushDevices.MostDevices}, the one registered last first. Of each token its end is shown.")
    {
        Answer = typeof(ApiEnvelope<IReadOnlyList<PushTokenResource>>),
        AnswerText = "Your devices.",
        AnswerExample = Examples.Envelope<IReadOnlyList<PushTokenResource>>([Device]),
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Get { get; } = new("getPushToken", OperationGroups.Preferences, "Read one device", "Without the token itself.")
    {
        Parameters = [Id, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<PushTokenResource>),
        AnswerText = "The device.",
        AnswerExample = Examples.Envelope(Device),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = Absent,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Register { get; } = new("registerPushToken", OperationGroups.Preferences, "Register a device for push messages",
        $"""
        A token that is known already is updated, and answered with 200; when it was another account's, it becomes yours, and the other
        account is not told on that device any more. Beyond {PushDevices.MostDevices} devices, the one registered longest ago is forgotten.
        """)
    {
        Parameters = [CommonParameters.IdempotencyKey],
        Body = typeof(RegisterPushToken),
        BodyExample = new RegisterPushToken { Platform = PushPlatforms.Fcm, Token = "fGw1_k-b7Rk:APA91bH0p9qX3x7Q2aP", DeviceName = "My phone" },
        Status = StatusCodes.Status201Created,
        Answer = Get.Answer,
        AnswerText = "The device as it is registered now.",
        AnswerExample = Examples.Envelope(Device, "The device was registered."),
        AnswerHeaders = new Dictionary<string, string> { ["Location"] = "Where the device can be read." },
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status409Conflict] = "The first request with this `Idempotency-Key` is still running.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
            [StatusCodes.Status422UnprocessableEntity] = "This `Idempotency-Key` was used for another request.",
        },
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Delete { get; } = new("removePushToken", OperationGroups.Preferences, "Remove a device", "It is not sent to any more.")
    {
        Parameters = [Id, CommonParameters.IfMatch],
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It was removed.",
        AnswerExample = Examples.Envelope<object?>(null, "The device is not sent to any more."),
        Refusals = new Dictionary<int, string>(Absent) { [StatusCodes.Status412PreconditionFailed] = "It was registered again since you read it." },
        Scope = AccessRules.ProfileScope,
    };
}
